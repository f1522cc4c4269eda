export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000
export const MINUTES_PER_HOUR = 60

/** Epoch minute and hour of an epoch ms. */
export const minuteOf = (ms: number): number => Math.floor(ms / MINUTE_MS)
export const hourOf = (ms: number): number => Math.floor(ms / HOUR_MS)
