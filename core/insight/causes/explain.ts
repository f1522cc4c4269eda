import type { Cause, Cell, ChangeKind, Explanation, Tally } from './cells'
import { contributionOf } from './contributions'

/** Standard deviations of chance that a cell has to beat before it is a surprise. */
const CHANCE = 2

export interface ExplainOptions {
  /** of a quantile: its value before and now, in its own unit; contributions are then in that unit */
  quantile?: { before: number; now: number }
}

/**
 * Who made a change: for every label its cells' parts, which add up to the change, ranked over all labels by how much
 * more a cell explains than its weight would (a shop with one store learns nothing from "the store").
 * @param cells complete for every label: their tallies sum to the same totals
 */
export function explain(kind: ChangeKind, cells: readonly Cell[], options: ExplainOptions = {}): Explanation {
  const all = totals(cells)
  const measured = (tally: Tally): number => (kind === 'count' ? tally.count : tally.hits / Math.max(1, tally.count))
  const raw = measured(all.now) - measured(all.before)
  const { quantile } = options
  const before = quantile?.before ?? measured(all.before)
  const now = quantile?.now ?? measured(all.now)
  const unit = quantile !== undefined && raw !== 0 ? (quantile.now - quantile.before) / raw : 1
  const causes = cells.map((cell): Cause => {
    const part = contributionOf[kind](cell, all)
    const beyond = (part.contribution - part.fair) * Math.sign(raw)
    return {
      label: cell.label,
      value: cell.value,
      contribution: part.contribution * unit,
      explains: raw === 0 ? 0 : part.contribution / raw,
      within: part.within * unit,
      surprise: raw === 0 ? 0 : Math.max(0, beyond - CHANCE * part.noise) / Math.abs(raw),
      before: cell.before,
      now: cell.now,
    }
  })
  causes.sort((a, b) => b.surprise - a.surprise || b.explains - a.explains)
  return { kind, before, now, change: now - before, causes }
}

/** Totals by the first label: every label shares out the same events. */
function totals(cells: readonly Cell[]): { before: Tally; now: Tally } {
  const label = cells[0]?.label
  const before: Tally = { count: 0, hits: 0 }
  const now: Tally = { count: 0, hits: 0 }
  for (const cell of cells) {
    if (cell.label !== label) continue
    before.count += cell.before.count
    before.hits += cell.before.hits
    now.count += cell.now.count
    now.hits += cell.now.hits
  }
  return { before, now }
}
