import * as z from 'zod'
import { RANGE_NAMES } from '../pages/range'
import { storeId } from './storeId'

export const EXPORT_FORMATS = ['openmetrics', 'prometheus', 'csv'] as const
export const EXPORT_TOKENS_MOST = 5

const epochMs = z.coerce.number().int().min(1_500_000_000_000).max(9_999_999_999_999)

/** The query of an export's address: texts, as HTTP has them. */
export const exportQuerySchema = z
  .strictObject({
    store: storeId,
    format: z.enum(EXPORT_FORMATS).default('openmetrics'),
    range: z.enum(RANGE_NAMES).optional(),
    /** epoch ms, [from, to) */
    from: epochMs.optional(),
    to: epochMs.optional(),
  })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), {
    path: ['to'],
    message: 'from and to go together, in epoch milliseconds',
  })
