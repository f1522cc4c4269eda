const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** '40 秒', '6 分钟', '1 小时 5 分钟', '2 天'. Cut, not rounded: what has not passed is not told. */
export function duration(durationMs: number): string {
  const ms = Math.max(0, durationMs)
  if (ms < minuteMs) return `${Math.floor(ms / secondMs)} 秒`
  if (ms < hourMs) return `${Math.floor(ms / minuteMs)} 分钟`
  if (ms >= dayMs) return `${Math.floor(ms / dayMs)} 天`
  const minutes = Math.floor((ms % hourMs) / minuteMs)
  return `${Math.floor(ms / hourMs)} 小时${minutes === 0 ? '' : ` ${minutes} 分钟`}`
}

/** '刚刚' under ten seconds, else '40 秒前', '3 分钟前'. A time ahead (clocks differ) is 刚刚. */
export const ago = (at: number, now: number): string => (now - at < 10 * secondMs ? '刚刚' : `${duration(now - at)}前`)
