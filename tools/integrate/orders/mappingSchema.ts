import { z } from 'zod'
import type { OrderMapping } from '../../../contract/orderMapping'

const field = z.string().min(1)
const optional = field.nullable()

/** How their orders are read, as somebody may have put it right by hand. */
export const mappingSchema = z.looseObject({
  collection: field,
  id: field,
  store: optional,
  status: field,
  amount: field,
  amountUnit: z.enum(['fen', 'yuan']),
  createdAt: field,
  updatedAt: field,
  times: z.looseObject({
    paidAt: optional,
    acceptedAt: optional,
    doneAt: optional,
    cancelledAt: optional,
    refundedAt: optional,
  }),
}) as unknown as z.ZodType<OrderMapping>
