/** '0.31', '2.9', '12': under one second two decimals, under ten one. @param durationMs */
export function seconds(durationMs: number): string {
  const value = durationMs / 1000
  if (value < 0.995) return value.toFixed(2)
  return value < 9.95 ? value.toFixed(1) : String(Math.round(value))
}

/** '0.9 秒': what an owner reads. Under ten seconds one decimal (DESIGN-LANGUAGE §4), under a tenth of one two. */
export function secondsText(durationMs: number): string {
  const value = durationMs / 1000
  if (value > 0 && value < 0.095) return `${value.toFixed(2)} 秒`
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} 秒`
}
