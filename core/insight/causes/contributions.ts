import type { Cell, ChangeKind, Tally } from './cells'

/** A cell's part of the change, and how far chance alone would move it. */
export interface Contribution {
  contribution: number
  within: number
  /** part that the cell would have by its weight alone */
  fair: number
  /** standard deviation of `contribution - fair` when nothing happened */
  noise: number
}

const share = ({ hits, count }: Tally): number => (count > 0 ? hits / count : 0)

/** Counts add: a cell contributes its own difference. */
function ofCount({ before, now }: Cell, all: { before: Tally; now: Tally }): Contribution {
  const contribution = now.count - before.count
  const weight = before.count / Math.max(1, all.before.count)
  const fair = weight * (all.now.count - all.before.count)
  return { contribution, within: contribution, fair, noise: Math.sqrt(Math.max(1, now.count + before.count)) }
}

/**
 * Shares are weighted means: a cell contributes its own change at its mean weight, and its change of weight by how far
 * its share lies from everybody's. The two sum to the change exactly.
 */
function ofShare({ before, now }: Cell, all: { before: Tally; now: Tally }): Contribution {
  const weightBefore = before.count / Math.max(1, all.before.count)
  const weightNow = now.count / Math.max(1, all.now.count)
  const own = [share(before), share(now)] as const
  // An empty cell has no share of its own: it kept the other one.
  const first = before.count > 0 ? own[0] : own[1]
  const second = now.count > 0 ? own[1] : own[0]
  const mean = (share(all.before) + share(all.now)) / 2
  const within = ((weightBefore + weightNow) / 2) * (second - first)
  const mix = (weightNow - weightBefore) * ((first + second) / 2 - mean)
  const change = share(all.now) - share(all.before)
  const fair = ((weightBefore + weightNow) / 2) * change
  const hits = Math.max(1, now.hits + before.hits)
  return { contribution: within + mix, within, fair, noise: Math.sqrt(hits) / Math.max(1, all.now.count) }
}

/** A quantile moves as the share beyond its threshold does; `hits` are the samples slower than it. */
export const contributionOf: Record<ChangeKind, (cell: Cell, all: { before: Tally; now: Tally }) => Contribution> = {
  count: ofCount,
  ratio: ofShare,
  quantile: ofShare,
}
