import * as z from 'zod'
import type { PlanSettings } from '../plan'

/** The plan as the owner states it. Where nothing else is said, the monitor takes half of it at most. */
export const planSchema: z.ZodType<PlanSettings, unknown> = z.strictObject({
  pointsPerMonth: z.number().int().min(1_000).max(100_000_000),
  monitorShare: z.number().min(0.05).max(1).default(0.5),
})
