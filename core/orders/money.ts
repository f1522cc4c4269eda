/** More than any order is a mistake of units: 10 million yuan. */
const LARGEST_FEN = 1e9

/** @returns fen; null for what is no amount: negative, not a number, or finer than a fen */
export function fenOf(value: unknown, unit: 'fen' | 'yuan'): number | null {
  const number = typeof value === 'string' ? numberIn(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number) || number < 0) return null
  const exact = unit === 'yuan' ? number * 100 : number
  const fen = Math.round(exact)
  // 28.35 × 100 is 2835.0000000000005: what is off by more was never a number of fen
  return Math.abs(exact - fen) < 1e-6 * Math.max(1, fen) && fen <= LARGEST_FEN ? fen : null
}

/** `28.50`, `¥28.5`, `1,280.00` */
const AMOUNT = /^\s*[¥￥]?\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*元?\s*$/

function numberIn(text: string): number | null {
  const found = AMOUNT.exec(text)
  return found === null ? null : Number(`${found[1]?.replaceAll(',', '')}${found[2] ?? ''}`)
}
