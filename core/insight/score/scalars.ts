import { at } from './layout'

const names = [
  // points learnt from, and the last value
  'count',
  'last',
  // levels: of the value, and of what each seasonal profile leaves over
  'fast',
  'dayFast',
  'daySlow',
  'dayVerySlow',
  'weekFast',
  'weekSlow',
  'center',
  // usual sizes, and the least that the kind of series allows
  'least',
  'scale',
  'square',
  'plainSize',
  'plainSquare',
  'floor',
  'lastSize',
  'centerScale',
  'nearScale',
  'farScale',
  'driftScale',
  'diffScale',
  // smoothed deviations and differences
  'near',
  'far',
  'diffFast',
  'diffSlow',
  // points in a row that stand out
  'outlying',
  // the score's memory of what it has already told
  'told',
  'told1',
  'told2',
  'told3',
  'told4',
  'toldAge',
  'weariness',
  'scoreQuiet',
  // the alert layer
  'openFor',
  'quietFor',
  'budget',
  'candidateQuiet',
  // the slot of the day that is under way, from one on, and whether it had evidence
  'habitSlot',
  'habitSeen',
  // counts, rates, latencies
  'driftLevel',
  'driftSize',
  'dispersion',
  'repeats',
  'windowCount',
  'windowMean',
  'tooFew',
  'tooFew1',
  'tooFew2',
  'tooMany',
  'tooMany1',
  'levelCount',
  'levelMean',
  'hits',
  'trials',
  'recentHits',
  'recentTrials',
  'overdispersion',
] as const

/** Index of every named number of a detector's state. */
export const S = Object.fromEntries(names.map((name, k) => [name, at.scalars + k])) as Record<
  (typeof names)[number],
  number
>
