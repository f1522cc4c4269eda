/** A comparison in two parts, words before the arrow: '比上周三此时' and '↑12%'. */
export interface Delta {
  words: string
  /** empty when the words say it all */
  change: string
}

/** Within this the owner reads "the same" (DESIGN-LANGUAGE §4). */
const sameShare = 0.02

/**
 * @param now today's amount
 * @param before the amount it is compared with
 * @param label what that was, e.g. 上周三此时
 */
export function delta(now: number, before: number, label: string): Delta {
  if (before === 0) return { words: now === 0 ? `和${label}一样` : `${label}还没有`, change: '' }
  const share = (now - before) / before
  if (Math.abs(share) <= sameShare) return { words: `和${label}一样`, change: '' }
  if (share >= 9) return { words: `比${label}`, change: `↑${Math.round(share + 1)} 倍` }
  return { words: `比${label}`, change: `${share > 0 ? '↑' : '↓'}${Math.round(Math.abs(share) * 100)}%` }
}
