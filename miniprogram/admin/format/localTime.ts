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
