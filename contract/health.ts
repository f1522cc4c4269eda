/** How bad it is. `none`: nothing is known, which is neither good nor bad. */
export const LEVELS = ['ok', 'warn', 'crit', 'none'] as const
export type Level = (typeof LEVELS)[number]

/** Alerts are warnings or critical. */
export type Severity = 'warn' | 'crit'

export const ROLES = ['owner', 'manager', 'staff'] as const
export type Role = (typeof ROLES)[number]
