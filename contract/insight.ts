/** Series of a shop that a baseline is kept of. */
export const SERIES_NAMES = ['orders', 'paid', 'visits', 'payFailures', 'callFailures', 'durations'] as const
export type SeriesName = (typeof SERIES_NAMES)[number]

/** On which side of what is expected a series may be unusual. */
export const SIDES = ['below', 'above', 'either'] as const

/** How much has to speak for an anomaly before a rule says so. */
export const SENSITIVITIES = ['calm', 'usual', 'keen'] as const
export type Sensitivity = (typeof SENSITIVITIES)[number]
