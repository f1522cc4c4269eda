import * as z from 'zod'
import { MONITOR_SHARE, type PlanSettings } from '../plan'

/** The plan as the owner states it on the page of settings. */
export const planSchema: z.ZodType<PlanSettings, unknown> = z.strictObject({
  pointsPerMonth: z.number().int().min(1_000).max(100_000_000),
  monitorShare: z.number().min(0.05).max(1).default(MONITOR_SHARE),
})
