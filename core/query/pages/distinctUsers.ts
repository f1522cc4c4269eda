import { compareText, USERS_KEPT } from '../../rollup/seriesTable'

/** Characters of base64url in the order of their code units: a hash is a number in that order. */
const ALPHABET = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
const HASH = /^[\w-]{16}$/
/** Digits that tell two of a hundred hashes apart. */
const DIGITS = 6

export interface Distinct {
  count: number
  /** more were met than rollups keep: the count is an estimate, within some 10 % */
  estimated: boolean
}

/**
 * How many people a set of kept users stands for. A rollup keeps the lowest hundred hashes of a series; since hashes are
 * spread evenly, how far the hundredth reaches tells how many there are (k minimum values; Bar-Yossef et al., 2002).
 */
export function distinctUsers(users: ReadonlySet<string>): Distinct {
  if (users.size < USERS_KEPT) return { count: users.size, estimated: false }
  const last = [...users].sort(compareText)[USERS_KEPT - 1] as string
  const share = HASH.test(last) ? place(last) : 1
  const estimate = share === 0 ? users.size : Math.round((USERS_KEPT - 1) / share)
  return { count: Math.max(users.size, estimate), estimated: true }
}

/** Where a hash lies among all of them, 0 … 1. */
const place = (hash: string): number =>
  [...hash.slice(0, DIGITS)].reduce((sum, digit, index) => sum + ALPHABET.indexOf(digit) / 64 ** (index + 1), 0)
