import type { PhoneCloud } from './phone'
import type { Random } from './random'

/** How often the cook looks at the screen. */
const LOOK_MS = 30_000
const MINUTE_MS = 60_000

type State = 'submitted' | 'paid' | 'accepted' | 'ready'
const NEXT = { submitted: 'paid', paid: 'accepted', accepted: 'ready', ready: 'delivered' } as const
/** how long an order stays in each state, minutes */
const STAYS: Record<State, [number, number]> = {
  submitted: [0.5, 2],
  paid: [0.2, 1.2],
  accepted: [4, 9],
  ready: [4, 10],
}

interface OpenOrder {
  _id: string
  status: State
}

/** Accepts, cooks and delivers orders as that member of staff. @returns how to stop */
export function startKitchen(cloud: PhoneCloud, openid: string, random: Random): () => void {
  const due = new Map<string, { status: State; atMs: number }>()
  let stopped = false
  let timer = { cancel: () => {} }

  const look = async () => {
    const orders = await openOrders(cloud, openid)
    const seen = new Set(orders.map(({ _id }) => _id))
    for (const id of due.keys()) if (!seen.has(id)) due.delete(id)
    for (const order of orders) await workOn(order)
  }
  const workOn = async ({ _id, status }: OpenOrder) => {
    const nowMs = cloud.clock.now()
    const planned = due.get(_id)
    if (planned?.status !== status) {
      const [shortest, longest] = STAYS[status]
      due.set(_id, { status, atMs: nowMs + random.between(shortest, longest) * MINUTE_MS })
    } else if (planned.atMs <= nowMs) {
      await cloud.call(openid, 'shop', { action: 'advance', order: _id, to: NEXT[status] })
    }
  }
  const plan = () => {
    if (stopped) return
    timer = cloud.clock.schedule(cloud.clock.now() + LOOK_MS, async () => {
      // a cloud that fails now is asked again at the next look
      await look().catch(() => {})
      plan()
    })
  }
  plan()
  return () => {
    stopped = true
    timer.cancel()
  }
}

async function openOrders(cloud: PhoneCloud, openid: string): Promise<OpenOrder[]> {
  const { result } = await cloud.call(openid, 'shop', { action: 'kitchen' })
  const answer = result as { ok: boolean; value?: { orders: OpenOrder[] } }
  return answer.ok && answer.value ? answer.value.orders : []
}
