const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** Shops' zones without summer time. Not every WeChat has Intl, so the few that matter are written here. */
const fixedZones: Record<string, number> = {
  'Asia/Shanghai': 8 * hourMs,
  'Asia/Chongqing': 8 * hourMs,
  'Asia/Hong_Kong': 8 * hourMs,
  'Asia/Macau': 8 * hourMs,
  'Asia/Taipei': 8 * hourMs,
  'Asia/Singapore': 8 * hourMs,
  'Asia/Urumqi': 6 * hourMs,
  UTC: 0,
}

export interface LocalTime {
  month: number
  day: number
  /** 0 is Sunday */
  weekday: number
  hour: number
  minute: number
  second: number
  /** Days since 1970-01-01 there: two times lie on one day when these are equal. */
  epochDay: number
}

/**
 * What the shop's clock shows, wherever the phone is. An unknown zone reads like the phone's own.
 * @param at epoch ms
 * @param zone IANA name
 */
export function localTime(at: number, zone: string): LocalTime {
  const offsetMs = fixedZones[zone] ?? -new Date(at).getTimezoneOffset() * minuteMs
  const there = new Date(at + offsetMs)
  return {
    month: there.getUTCMonth() + 1,
    day: there.getUTCDate(),
    weekday: there.getUTCDay(),
    hour: there.getUTCHours(),
    minute: there.getUTCMinutes(),
    second: there.getUTCSeconds(),
    epochDay: Math.floor((at + offsetMs) / (24 * hourMs)),
  }
}

/**
 * When the shop's clock shows that, epoch ms; the other way round of `localTime`.
 * @param day YYYY-MM-DD @param minute of that day; may pass 1440
 */
export function momentAt(day: string, minute: number, zone: string): number {
  const asUtc = Date.parse(`${day}T00:00:00Z`) + minute * minuteMs
  const shown = localTime(asUtc, zone)
  return asUtc - (shown.epochDay * 24 * hourMs + shown.hour * hourMs + shown.minute * minuteMs - asUtc)
}

/** That many days after the shop's today, YYYY-MM-DD. */
export const dayAhead = (now: number, ahead: number, zone: string): string =>
  new Date((localTime(now, zone).epochDay + ahead) * 24 * hourMs).toISOString().slice(0, 10)
