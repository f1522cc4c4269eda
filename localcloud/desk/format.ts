/** The shop stands in China: the desk shows its time wherever the browser is. */
const ZONE = 'Asia/Shanghai'
const OFFSET_MS = 8 * 3_600_000
const DAY_MS = 86_400_000

const clockFormat = new Intl.DateTimeFormat('zh-CN', {
  timeZone: ZONE,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** 12:16:05 */
export const timeOfDay = (ms: number) => clockFormat.format(ms)

/** 11 月 25 日 */
export function dayOfYear(ms: number): string {
  const day = new Date(ms + OFFSET_MS)
  return `${day.getUTCMonth() + 1} 月 ${day.getUTCDate()} 日`
}

/** 周三 */
export const weekday = (ms: number) => `周${'日一二三四五六'[new Date(ms + OFFSET_MS).getUTCDay()]}`

const dayNumber = (ms: number) => Math.floor((ms + OFFSET_MS) / DAY_MS)

/** 今天 12:13, 昨天 09:00, 11 月 21 日 19:08 */
export function dayAndTime(ms: number, now: number): string {
  const daysAgo = dayNumber(now) - dayNumber(ms)
  const day = daysAgo === 0 ? '今天' : daysAgo === 1 ? '昨天' : dayOfYear(ms)
  return `${day} ${timeOfDay(ms).slice(0, 5)}`
}

/** Milliseconds until it is next `hour` o'clock in the shop. */
export function msUntilHour(now: number, hour: number): number {
  const target = dayNumber(now) * DAY_MS - OFFSET_MS + hour * 3_600_000
  return target > now ? target - now : target + DAY_MS - now
}

/** 2 小时 16 分, 2 分 12 秒 */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return `${seconds} 秒`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} 分 ${seconds % 60} 秒`
  return `${Math.floor(seconds / 3600)} 小时 ${Math.floor((seconds % 3600) / 60)} 分`
}

/** 11,480; points with one decimal; from ten thousand on 2.9 万. */
export const count = (amount: number) => Math.round(amount).toLocaleString('zh-CN')
export const points = (amount: number) =>
  amount.toLocaleString('zh-CN', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
export const inTenThousands = (amount: number) =>
  amount < 10_000 ? count(amount) : `${(amount / 10_000).toFixed(1)} 万`

/** 36 MB */
export const bytes = (amount: number) =>
  amount < 1e6
    ? `${(amount / 1e3).toFixed(amount < 1e4 ? 1 : 0)} KB`
    : `${(amount / 1e6).toFixed(amount < 1e7 ? 1 : 0)} MB`
