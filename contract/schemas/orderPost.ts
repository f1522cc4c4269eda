import * as z from 'zod'
import { ORDER_STATES } from '../orderStates'
import { storeId } from './storeId'

const fen = z.number().int().min(0).max(1e9)
const word = z.string().min(1).max(64)

/** One thing that became of an order. The same order, state and time again changes nothing. */
const orderEvent = z.strictObject({
  store: storeId,
  order: z.string().regex(/^[\w-]{1,64}$/),
  state: z.enum(ORDER_STATES),
  /** when, epoch ms */
  at: z.number().int().min(1_500_000_000_000).max(9_999_999_999_999),
  /** of the order; with `created` it must be there, with `refunded` it is what was given back (all of it if absent) */
  amountFen: z.exactOptional(fen),
  number: z.exactOptional(z.string().min(1).max(32)),
  /** their own id of the customer: facts keep only its hash */
  customer: z.exactOptional(z.string().min(1).max(128)),
  items: z.exactOptional(
    z
      .array(
        z.strictObject({
          dish: word,
          name: z.exactOptional(word),
          count: z.number().int().min(1).max(999),
          priceFen: fen,
        }),
      )
      .max(50),
  ),
  /** how it is paid: a word or two */
  payment: z.exactOptional(z.string().min(1).max(16)),
  /** of a cancellation or a refund: a word or two */
  reason: z.exactOptional(z.string().max(16)),
})

export const orderPostSchema = z.strictObject({ events: z.array(z.unknown()).min(1).max(100) })
export const orderEventSchema = orderEvent.refine(
  (event) => event.state !== 'created' || event.amountFen !== undefined,
  {
    path: ['amountFen'],
    message: 'must be there when an order is created',
  },
)

export type OrderEvent = z.infer<typeof orderEvent>
