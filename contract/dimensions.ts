/**
 * What measurements are broken down by: where a phone is and what it is. Stored as the index, so new ones go to the end.
 * `device` is its class, `release` the mini-program's version, `region` and `carrier` come from the cloud's offline table,
 * `area` is the shop's own name of a delivery area.
 */
export const DIMENSIONS = ['network', 'device', 'platform', 'release', 'region', 'carrier', 'area'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** What may explain that answers differ: also how busy the shop was, and the hour. Stored as the index. */
export const CONTEXTS = [...DIMENSIONS, 'load', 'hour'] as const
export type Context = (typeof CONTEXTS)[number]

/** A phone that does not tell, or an address that is in no table. */
export const UNKNOWN = 'unknown'
