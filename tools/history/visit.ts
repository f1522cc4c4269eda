import type { BatchV1, SightTuple } from '../../contract/batch'
import { METRICS, type MetricName } from '../../contract/metrics'
import { orderRef } from '../../contract/orderRef'
import { ORDER_SIGHTS, type OrderSight } from '../../contract/orderSights'
import { type Outcome, outcomeCode } from '../../contract/outcomes'
import { FAULTS } from '../../localcloud/crowd/faults'
import { drawCart, drawPhone, HABITS } from '../../localcloud/crowd/habits'
import type { Random } from '../../localcloud/crowd/random'
import { openJournal } from '../../miniprogram/sdk/queue/journal'
import { fingerprint } from '../../miniprogram/sdk/text/fingerprint'
import { wordsOf } from '../../miniprogram/sdk/text/wordsOf'
import type { Dish } from './dish'

const SECOND_MS = 1_000
const MENU_PAGE = 'pages/menu/index'
const CHECKOUT_PAGE = 'pages/checkout/index'
const ORDER_PAGE = 'pages/order/index'
/** What the shop's function takes itself, ms; the network comes on top. */
const FUNCTION_MS = { 'shop.menu': 28, 'shop.submit': 46, 'shop.pay': 85, 'shop.order': 22 } as const
/** Share of calls that end badly, and how: a healthy shop's, which leaves half of its error budget. */
const CALL_FAILURES: [Outcome, number][] = [
  ['timeout', 0.0008],
  ['network', 0.0012],
  ['server', 0.0005],
]
const PAYMENT_FAILURE = 0.008

export interface PastVisit {
  batch: BatchV1
  /** when the visitor left and the batch arrived */
  endMs: number
  /** null: only looked */
  order: { lines: { dish: Dish; count: number }[]; submittedMs: number; paidMs: number | null } | null
}

/** What somebody who opened the shop at `atMs` did there, as the crowd would, without living through it. */
export function pastVisit(
  random: Random,
  owner: Random,
  atMs: number,
  means: { orders: boolean; crowding: number; store: string; dishes: readonly Dish[]; order: string },
): PastVisit {
  const kind = drawPhone(owner, random)
  const slowness = kind.slowness * means.crowding
  const journal = openJournal(atMs)
  let nowMs = atMs
  const wait = (from: number, to: number) => {
    nowMs += Math.round(random.between(from, to) * SECOND_MS)
  }
  const count = (metric: MetricName, label: string, outcome: Outcome, value?: number) => {
    const [id, code] = [METRICS[metric].id, outcomeCode(outcome)]
    journal.count(id, label, code, nowMs)
    if (value !== undefined) journal.point(id, label, code, nowMs, Math.round(value))
  }
  const ref = orderRef(means.store, means.order)
  const sight = (seen: OrderSight) => {
    const orders = journal.body.orders ?? []
    journal.body.orders = orders
    const tuple = (label: number): SightTuple => [label, ORDER_SIGHTS.indexOf(seen), journal.after(nowMs)]
    journal.put(orders, ref, 26, tuple)
  }
  const measure = (metric: 'launch' | 'render' | 'route', page: string) =>
    count(metric, page, 'ok', random.logNormal(HABITS[metric].median * slowness, HABITS[metric].spread))
  const call = (label: keyof typeof FUNCTION_MS): boolean => {
    const networkMs = random.logNormal(HABITS.network.median * slowness, HABITS.network.spread)
    const outcome = drawn(random, CALL_FAILURES) ?? 'ok'
    count('call', label, outcome, outcome === 'timeout' ? 5_000 : networkMs + FUNCTION_MS[label] * means.crowding)
    return outcome === 'ok'
  }

  count('session', 'launch', 'ok')
  measure('launch', MENU_PAGE)
  measure('render', MENU_PAGE)
  if (random.chance(HABITS.meetsFault)) fails(random.pick(FAULTS))
  const order = call('shop.menu') && look() ? buy() : null
  wait(8, 40)
  return { batch: finished(), endMs: nowMs, order }

  /** As the SDK tells it, so that the crowd of today meets nothing new. */
  function fails(thrown: unknown): void {
    const [message, stack] = wordsOf(thrown).map(String) as [string, string]
    const print = fingerprint(message, stack)
    count('error', print, 'client')
    journal.describe(print, { kind: 'error', message, stack, page: MENU_PAGE, at: nowMs }, [])
  }
  function look(): boolean {
    count('step', 'browse', 'ok')
    wait(12, 60)
    return means.orders
  }
  function buy(): PastVisit['order'] {
    count('step', 'cart', 'ok')
    wait(5, 25)
    measure('route', CHECKOUT_PAGE)
    measure('render', CHECKOUT_PAGE)
    wait(4, 15)
    if (!call('shop.submit')) return null
    count('step', 'submit', 'ok')
    sight('submit')
    const submittedMs = nowMs
    const paid = pay() || (random.chance(HABITS.paysAgain) && pay())
    if (paid) {
      measure('route', ORDER_PAGE)
      call('shop.order')
    }
    const cart = drawCart(random, means.dishes)
    const lines = cart.map(({ dish, count }) => ({ dish: means.dishes.find(({ _id }) => _id === dish) as Dish, count }))
    return { lines, submittedMs, paidMs: paid ? nowMs : null }
  }
  function pay(): boolean {
    if (!call('shop.pay')) return false
    count('step', 'pay', 'ok')
    sight('asked')
    wait(3, 8)
    const outcome = random.chance(HABITS.cancels) ? 'aborted' : random.chance(PAYMENT_FAILURE) ? 'business' : 'ok'
    count('pay', 'wechat', outcome, random.between(2_500, 7_000))
    sight(outcome === 'ok' ? 'ok' : outcome === 'aborted' ? 'cancelled' : 'failed')
    if (outcome === 'ok') count('step', 'paid', 'ok')
    return outcome === 'ok'
  }
  function finished(): BatchV1 {
    const session = `demo${Math.floor(random.next() * 1e12).toString(36)}0000`.slice(0, 12)
    return {
      v: 1,
      ...{ session, seq: 0, sentAt: nowMs, store: means.store },
      app: { release: '1.0.0', env: 'release', sdk: 'demo' },
      device: {
        platform: kind.platform as BatchV1['device']['platform'],
        class: kind.class,
        network: kind.network as BatchV1['device']['network'],
        scene: 1089,
      },
      area: kind.area,
      ...journal.body,
      errors: journal.body.errors.map((error) => ({ ...error, crumbs: [] })),
      weight: 1,
      dropped: [],
    }
  }
}

function drawn(random: Random, outcomes: readonly [Outcome, number][]): Outcome | undefined {
  let left = random.next()
  for (const [outcome, share] of outcomes) {
    left -= share
    if (left < 0) return outcome
  }
  return undefined
}
