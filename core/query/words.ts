/** Durations as the owner reads them: seconds, under 10 with one decimal (DESIGN-LANGUAGE §4). */
export function secondsText(durationMs: number): string {
  const seconds = durationMs / 1000
  return seconds < 9.95 ? `${Math.max(0.1, seconds).toFixed(1)} 秒` : `${Math.round(seconds)} 秒`
}

const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'] as const

/** @param weekday 0 = Sunday */
export const weekdayName = (weekday: number): string => `周${WEEKDAYS[weekday] ?? ''}`

export const clockText = (minuteOfDay: number): string =>
  `${String(Math.floor(minuteOfDay / 60) % 24).padStart(2, '0')}:${String(minuteOfDay % 60).padStart(2, '0')}`

export const grouped = (number: number): string => String(Math.round(number)).replace(/\B(?=(\d{3})+$)/g, ',')
