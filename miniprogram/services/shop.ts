/** One door to the sample shop's cloud function. */
export interface Dish {
  _id: string
  name: string
  note: string
  category: string
  priceFen: number
  image: string
  sold: number
  soldOut: boolean
}

export interface OrderItem {
  dish: string
  name: string
  count: number
  priceFen: number
}

export type OrderStatus = 'submitted' | 'paid' | 'accepted' | 'ready' | 'delivered' | 'cancelled'

export interface Order {
  _id: string
  no: string
  items: OrderItem[]
  amountFen: number
  status: OrderStatus
  /** to be paid at the counter */
  atCounter?: boolean
  address: string
  note: string
  /** epoch ms of each state, null before it */
  createdAt: number
  paidAt: number | null
  acceptedAt: number | null
  readyAt: number | null
  deliveredAt: number | null
}

interface Answers {
  menu: { dishes: Dish[]; open: boolean }
  submit: { order: Order }
  pay: { payment: WechatMiniprogram.RequestPaymentOption }
  order: { order: Order }
  mine: { orders: Order[] }
  cancel: { order: Order }
  kitchen: { orders: Order[] }
  advance: { order: Order }
}

/** A refusal of the shop: `message` can be shown to the customer. */
export class ShopRefusal extends Error {}

/**
 * @param action what the shop shall do
 * @param input its fields
 * @throws ShopRefusal with a text for the customer; any other failure as a ShopRefusal too
 */
export async function askShop<A extends keyof Answers>(action: A, input: object = {}): Promise<Answers[A]> {
  let result: { ok: true; value: Answers[A] } | { ok: false; error: { message: string } }
  try {
    const reply = await wx.cloud.callFunction({ name: 'shop', data: { action, ...input } })
    result = reply.result as typeof result
  } catch {
    throw new ShopRefusal('网络有点慢，再点一次试试')
  }
  if (!result?.ok) throw new ShopRefusal(result?.error?.message ?? '店里有点忙，再点一次试试')
  return result.value
}
