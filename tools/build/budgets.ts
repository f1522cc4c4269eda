/**
 * What a built part may weigh, in bytes. WeChat allows 2 MB a package; of a function 0.7 MB are what we use of
 * wx-server-sdk, and `query` holds the answers of all pages.
 */
export const functionBudgetBytes = 1_300_000
export const sdkBudgetBytes = 20_000
/** Of the SDK's bundles by entry, gzip -9. */
export const sdkGzipBytes = { core: 5_120, whole: 8_192 }
export const chartsBudgetBytes = 620_000
/** Stays on the laptop; more than half of it is its source map. */
export const shellBudgetBytes = 9_000_000
export const phonePackageBudgetBytes = 2 * 1024 * 1024
export const adminPackageBudgetBytes = 1_200_000
