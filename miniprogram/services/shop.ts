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

export type OrderStatus = 'submitted' | 'paid' | 'accepted' | 'ready' | 'delivered' | 'cancelled' | 'refunded'

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
  refundedAt?: number | null
  /** given back, fen */
  refundFen?: number
  refundReason?: string
  rider?: string
  review?: { stars: number; text: string }
}

/** What somebody said of an order, without who they are. */
export interface Review {
  stars: number
  text: string
  at: number
  dish: string
}

interface Answers {
  menu: { dishes: Dish[]; open: boolean }
  submit: { order: Order }
  pay: { payment: WechatMiniprogram.RequestPaymentOption }
  order: { order: Order }
  mine: { orders: Order[] }
  cancel: { order: Order }
  kitchen: { orders: Order[]; dishes: Dish[] }
  advance: { order: Order }
  refund: { order: Order }
  soldOut: { dish: string; soldOut: boolean }
  review: { order: Order }
  reviews: { reviews: Review[]; mean: number | null }
}

/** A refusal of the shop: `message` can be shown to the customer. */
export class ShopRefusal extends Error {
  constructor(
    message: string,
    readonly code = 'unknown',
  ) {
    super(message)
  }
}

/**
 * @param action what the shop shall do
 * @param input its fields
 * @throws ShopRefusal with a text for the customer; any other failure as a ShopRefusal too
 */
export async function askShop<A extends keyof Answers>(action: A, input: object = {}): Promise<Answers[A]> {
  let result: { ok: true; value: Answers[A] } | { ok: false; error: { code: string; message: string } }
  try {
    const reply = await wx.cloud.callFunction({ name: 'shop', data: { action, ...input } })
    result = reply.result as typeof result
  } catch {
    throw new ShopRefusal('网络有点慢，再点一次试试')
  }
  if (!result?.ok) throw new ShopRefusal(result?.error?.message ?? '店里有点忙，再点一次试试', result?.error?.code)
  return result.value
}
