import type { Severity } from '../../contract/health'

export const rank: Record<Severity, number> = { warn: 0, crit: 1 }

export const worse = (a: Severity, b: Severity): Severity => (rank[a] >= rank[b] ? a : b)

/** In the owner's words, ≤ 5 characters: the message's keyword of kind phrase. */
export const SEVERITY_WORDS: Record<Severity, string> = { warn: '注意', crit: '严重' }
