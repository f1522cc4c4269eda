import type { OrderEvent } from '../../contract/schemas/orderPost'
import type { PostedOrderRepository } from '../../core/ports'
import type { Database } from '../cloud'
import { insertOnce } from './insertOnce'

/** One document an order; each event sets its own fields, so that events in any order, and again, give the same. */
export function postedOrderRepository(db: Database): PostedOrderRepository {
  const orders = db.collection('postedOrders')
  const { command } = db
  return {
    put: async (event) => {
      const { store, order, state, at } = event
      const _id = `${store}:${order}`
      const fields = { ...fieldsOf(event), updatedAt: db.serverDate() }
      const data = { ...fields, [`times.${state}`]: command.min(at) }
      const updateUnforgotten = async (): Promise<boolean> => {
        const { stats } = await orders.where({ _id, forgotten: command.exists(false) }).update({ data })
        return stats.updated > 0
      }
      if (await updateUnforgotten()) return
      const { [REFUNDS + at]: refund, ...plain } = fields as Record<string, unknown>
      const refunds = refund === undefined ? {} : { [`t${at}`]: refund }
      const document = { _id, store, order, ...plain, times: { [state]: at }, refunds }
      if ((await insertOnce(orders, document)) === 'inserted') return
      // somebody was faster, or the customer was forgotten: whoever posts goes on naming them
      if (await updateUnforgotten()) return
      const { customer: _, ...rest } = data as Record<string, unknown>
      await orders.where({ _id }).update({ data: rest })
    },
  }
}

const REFUNDS = 'refunds.t'

function fieldsOf({
  state,
  at,
  amountFen,
  number,
  customer,
  items,
  payment,
  reason,
}: OrderEvent): Record<string, unknown> {
  const isRefund = state === 'refunded'
  return {
    ...(amountFen === undefined || isRefund ? {} : { amountFen }),
    ...(number === undefined ? {} : { number }),
    ...(customer === undefined ? {} : { customer }),
    ...(items === undefined ? {} : { items }),
    ...(payment === undefined ? {} : { payment }),
    ...(state === 'cancelled' && reason !== undefined ? { cancelReason: reason } : {}),
    ...(isRefund
      ? {
          [REFUNDS + at]: {
            ...(amountFen === undefined ? {} : { amountFen }),
            ...(reason === undefined ? {} : { reason }),
          },
        }
      : {}),
  }
}
