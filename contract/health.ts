/** How bad it is. `none`: nothing is known, which is neither good nor bad. */
export const LEVELS = ['ok', 'warn', 'crit', 'none'] as const
export type Level = (typeof LEVELS)[number]

/** Alerts are warnings or critical. */
export type Severity = 'warn' | 'crit'

/** From the one who may most. A developer sees all and sets up what is technical, but decides nothing about people. */
export const ROLES = ['owner', 'manager', 'developer', 'staff'] as const
export type Role = (typeof ROLES)[number]
