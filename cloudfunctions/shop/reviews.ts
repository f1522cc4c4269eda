import { type Caller, ShopError } from './caller'
import { db } from './cloud'
import { ownOrder } from './ordering'
import { type OrderDocument, publicOrder } from './orders'

const LONGEST = 100
const SHOWN = 20

/** A customer's word about an order that has come. One an order; it may be changed. */
export async function review(caller: Caller, event: Record<string, unknown>) {
  const order = await ownOrder(caller, event.order)
  const { stars, text } = event
  if (typeof stars !== 'number' || !Number.isInteger(stars) || stars < 1 || stars > 5)
    throw new ShopError('bad_request', '给一到五颗星')
  if (order.status !== 'delivered') throw new ShopError('conflict', '吃到了再评')
  const said = { stars, text: typeof text === 'string' ? text.slice(0, LONGEST) : '', at: db.serverDate() }
  await db
    .collection('orders')
    .where({ _id: order._id })
    .update({ data: { review: said, updatedAt: db.serverDate() } })
  return { order: publicOrder({ ...order, review: said }) }
}

/** What others said lately, without who they are. */
export async function reviews(_caller: Caller) {
  const { data } = await db
    .collection('orders')
    .where({ status: 'delivered', review: db.command.exists(true) })
    .orderBy('updatedAt', 'desc')
    .limit(SHOWN)
    .get()
  const said = (data as OrderDocument[]).flatMap(({ review: own, items }) =>
    own === undefined
      ? []
      : [{ stars: own.stars, text: own.text, at: new Date(own.at).getTime(), dish: items[0]?.name ?? '' }],
  )
  const mean = said.length === 0 ? null : said.reduce((sum, { stars }) => sum + stars, 0) / said.length
  return { reviews: said, mean }
}
