import type { Danger, PhoneSays, ServerSays } from '../paymentTruth'

/** One order's road. Every look is written down. */
export interface OrderWatchQuery {
  kind: 'orderWatch'
  store: string
  /** its number, or its id in the shop's collection */
  order: string
  /** of an id: about when it was made, epoch ms, where it is known: then everything is read at once */
  at?: number
}

export interface OrderWatch {
  /** the cloud's clock, epoch ms */
  now: number
  zone: string
  /** what is told holds up to here */
  foldedThrough: number | null
  order: {
    id: string
    number: string
    amountFen: number
    refundedFen: number
    createdAt: number
    state: string
    items: { name: string; count: number; priceFen: number }[]
  }
  /** null: no phone told of a payment of it, or it has not settled */
  payment: { phone: PhoneSays; server: ServerSays; dangers: Danger[] } | null
  /** oldest first */
  road: RoadStep[]
  /** the longest wait for an answer on it; null where phones tell nothing */
  slowest: { label: string; durationMs: number } | null
  /** taps and requests are kept two days; `none`: the phone told nothing of this order */
  details: 'here' | 'gone' | 'none'
  demo: boolean
}

/** phone: what the customer's phone told; server: the shop's own document; shop: alerts and messages of that time. */
export interface RoadStep {
  at: number
  lane: 'phone' | 'server' | 'shop'
  kind: 'page' | 'tap' | 'call' | 'sight' | 'error' | 'state' | 'alert' | 'message'
  /** a page's path, a function's name, a sight, a state of ours, an alert's title, who was told */
  label: string
  /** of calls */
  durationMs: number | null
  /** by name, of contract/outcomes; null for what cannot fail */
  outcome: string | null
}
