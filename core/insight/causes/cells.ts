import type { CauseTally } from '../../../contract/insight'

export type Tally = CauseTally

/** One value of one label, before and during an anomaly. The cells of a label share out all events among them. */
export interface Cell {
  /** api, network, device, version, region, store, dish, payment … */
  label: string
  value: string
  /** what was expected of the window: an earlier time of the same length, or a forecast */
  before: Tally
  now: Tally
}

/** How a change is measured: of a number of events, of a share of them, of a duration's quantile. */
export type ChangeKind = 'count' | 'ratio' | 'quantile'

export interface Cause {
  label: string
  value: string
  /** part of the change that this cell makes up, in the unit of the change; a label's cells add up to the change */
  contribution: number
  /** the same as a share of the change */
  explains: number
  /** of that, how much is a change within the cell; the rest is a change of its weight among the others */
  within: number
  /** by how much it explains more than its weight and chance would: what causes are ranked by */
  surprise: number
  before: Tally
  now: Tally
}

export interface Explanation {
  kind: ChangeKind
  before: number
  now: number
  change: number
  /** the most surprising first */
  causes: Cause[]
}
