/**
 * How many days after its last change a document is kept that is no rollup (those: rollup/retention.ts). Details of
 * people and orders for a quarter, what reports and the record of changes tell for thirteen months (docs/privacy.md).
 */
export const EXPIRES_AFTER_DAYS = {
  issues: 90,
  orderHours: 90,
  postedOrders: 90,
  notices: 90,
  silences: 90,
  incidents: 396,
  accessLog: 396,
} as const

export type Expiring = keyof typeof EXPIRES_AFTER_DAYS

/** Those whose documents belong to no store. */
export const OF_NO_STORE: ReadonlySet<Expiring> = new Set(['postedOrders', 'accessLog'])

/** Kept as long as the shop is: what is set, who works there, and one document each of what is going on. */
export const NEVER_EXPIRES = [
  ...(['stores', 'settings', 'rules', 'staff', 'credits', 'channels'] as const),
  ...(['alertStates', 'baselines', 'heartbeats'] as const),
  // removed by a deployment when their release is no longer seen (tools/deploy)
  'sourceMaps',
] as const

export type Expired = Record<Expiring, number>
