/** '24 秒', '9.8 分钟': what a kitchen's times are told in. Under a minute and a half in seconds. @param ms */
export function spanText(ms: number): { number: string; unit: string } {
  if (ms < 90_000) return { number: String(Math.round(ms / 1000)), unit: '秒' }
  const minutes = ms / 60_000
  return { number: minutes < 10 ? minutes.toFixed(1) : String(Math.round(minutes)), unit: '分钟' }
}

/** In one word: '9.8 分钟' */
export const spanWords = (ms: number): string => {
  const { number, unit } = spanText(ms)
  return `${number} ${unit}`
}
