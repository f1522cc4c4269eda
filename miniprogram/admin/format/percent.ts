/** '99.3%'. 100% only if all: from 99.95 on one digit more is given up, never the truth (DESIGN-LANGUAGE §4). @param share 0…1 */
export const percent = (share: number): string => `${percentNumber(share)}%`

/** The same without its sign. */
export function percentNumber(share: number): string {
  if (share >= 1) return '100'
  const rounded = Math.round(share * 1000) / 10
  return String(rounded >= 100 ? 99.9 : rounded)
}

/** '61%', '0.4%': for parts of a whole, where one digit more says nothing but of the smallest. */
export const wholePercent = (share: number): string =>
  share > 0 && share < 0.01 ? `${Math.max(0.1, Math.round(share * 1000) / 10)}%` : `${Math.round(share * 100)}%`
