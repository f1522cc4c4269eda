import * as z from 'zod'
import { ORDER_STATES } from '../orderStates'

/** A field of their documents, dotted; never an operator. */
const path = z
  .string()
  .regex(/^[A-Za-z_\u4e00-\u9fff][\w\u4e00-\u9fff-]*(\.[\w\u4e00-\u9fff-]+){0,4}$/, 'must be a field, like pay.time')
const maybe = path.nullable()
const collectionName = z.string().regex(/^[A-Za-z][\w-]{0,63}$/, 'must be the name of a collection')

/** Which of our own collections never are somebody's orders. */
const OURS = ['settings', 'staff', 'batches', 'credits', 'rules', 'incidents', 'stores', 'accessLog']

/** How to read a shop's own orders collection (`orders` of core/documents/settings.ts). */
export const orderMappingSchema = z.strictObject({
  collection: collectionName.refine((name) => !OURS.includes(name), 'is a collection of ours'),
  id: path,
  store: maybe,
  status: path,
  amount: path,
  amountUnit: z.enum(['fen', 'yuan']),
  createdAt: path,
  updatedAt: path,
  times: z.strictObject({
    paidAt: maybe,
    acceptedAt: maybe,
    readyAt: z.exactOptional(maybe),
    doneAt: maybe,
    cancelledAt: maybe,
    refundedAt: maybe,
  }),
  states: z.exactOptional(z.record(z.string().max(40), z.enum(ORDER_STATES))),
  history: z.exactOptional(z.strictObject({ list: path, state: path, at: path }).nullable()),
  number: z.exactOptional(maybe),
  customer: z.exactOptional(maybe),
  items: z.exactOptional(z.strictObject({ list: path, dish: path, name: maybe, count: path, price: maybe }).nullable()),
  refund: z.exactOptional(z.strictObject({ list: maybe, amount: maybe, reason: maybe }).nullable()),
  cancelReason: z.exactOptional(maybe),
  payment: z.exactOptional(maybe),
})
