import type { OrderFact, OrderHourDocument } from '../../../core/documents/orderHour'
import type { StoreDocument } from '../../../core/documents/store'
import { storeCauses } from '../../../core/insight/why/incidentCauses'
import { orderCauses } from '../../../core/insight/why/orderCauses'
import { tellCauses } from '../../../core/insight/why/tellCauses'
import { orderBook } from '../../../core/query/orderBook'
import { foldMinute } from '../../../core/rollup/foldMinute'
import { DAY_MS, HOUR_MS, hourOf, MINUTE_MS, minuteOf } from '../../../core/time/units'
import { measured, NOON, storedBatch } from '../../fakes/batches'
import { seeded } from './random'

const DISHES = ['rice', 'noodles', 'egg', 'tea']
const WAYS = ['微信支付', '储值卡']
const STORE = { _id: 's1', zone: 'Asia/Shanghai', name: '店', branch: '文三路' } as StoreDocument
const WINDOW = { before: { from: 0, to: 0 }, now: { from: minuteOf(NOON), to: minuteOf(NOON + HOUR_MS) } }
const ORDERS = { kind: 'count', metrics: ['step'], orders: 'paid' } as const

interface Basket {
  items: { dish: string; count: number; priceFen: number }[]
  payment: string
}

/** Three weeks of the same hour, 240 orders each; today without those that are kept away. */
function shop(keptAway: (basket: Basket) => boolean, isTold = true) {
  const random = seeded(4)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const documents: OrderHourDocument[] = [0, 1, 2, 3].map((week) => {
    const start = NOON - week * 7 * DAY_MS
    const facts: Record<string, OrderFact> = {}
    for (let k = 0; k < 240; k++) {
      const at = start + k * 15_000
      const basket: Basket = {
        items: [...new Set([pick(DISHES), pick(DISHES)])].map((dish) => ({ dish, count: 1, priceFen: 1000 })),
        payment: pick(WAYS),
      }
      if (week === 0 && keptAway(basket)) continue
      facts[`o${week}-${k}`] = {
        ...{ createdAt: at, paidAt: at, acceptedAt: null, doneAt: null, cancelledAt: null, refundedAt: null },
        ...{ amountFen: 2000, updatedAt: at },
        ...(isTold ? basket : {}),
      }
    }
    return { _id: `s1:${hourOf(start)}`, store: 's1', hour: hourOf(start), facts, dishes: { noodles: '葱油拌面' } }
  })
  return orderBook(documents, STORE, NOON + HOUR_MS)
}

describe('why there are fewer orders', () => {
  it.each([
    { gone: '储值卡', label: 'payment', away: ({ payment }: Basket) => payment === '储值卡' },
    { gone: 'noodles', label: 'dish', away: ({ items }: Basket) => items.some(({ dish }) => dish === 'noodles') },
  ])('names $gone as what is missing, and its parts add up to the change', ({ gone, label, away }) => {
    const found = orderCauses(shop(away), ORDERS, WINDOW)
    expect(found?.causes[0]).toMatchObject({ label, value: gone })
    for (const one of ['dish', 'payment']) {
      const parts = found?.causes.filter((cause) => cause.label === one) ?? []
      expect(parts.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(found?.change ?? 0, 9)
      expect(parts.reduce((sum, { before }) => sum + before.count, 0)).toBeCloseTo(240, 9)
    }
  })

  it('names nothing where orders do not tell what was in them', () => {
    expect(
      orderCauses(
        shop(() => false, false),
        ORDERS,
        WINDOW,
      )?.causes,
    ).toEqual([])
  })

  it('says nothing of a change that phones show the other way round', () => {
    const orders = orderCauses(
      shop(({ payment }) => payment === '储值卡'),
      ORDERS,
      WINDOW,
    )
    if (orders === null) throw new Error('no orders')
    const part = { within: 0, surprise: 9, before: { count: 1, hits: 0 }, now: { count: 1, hits: 0 } }
    const phones = (change: number) => ({
      ...{ kind: 'count' as const, before: 10, now: 10 + change, change },
      causes: [{ label: 'network', value: '4g', contribution: change, explains: 1, ...part }],
    })
    const labels = (change: number) =>
      tellCauses([orders, phones(change)], (_, value) => value)?.causes.map(({ label }) => label)
    expect(labels(5)).not.toContain('network')
    expect(labels(-5)).toContain('network')
    // told in orders, not in what phones count
    expect(tellCauses([orders, phones(-5)], (_, value) => value)?.causes[0]?.contribution).toBeCloseTo(orders.change, 9)
  })
})

describe('which of the stores it is', () => {
  const minutesOf = (fails: (store: string, minute: number) => number) => {
    const random = seeded(9)
    return Array.from({ length: 90 }, (_, k) => k - 60).flatMap((minute) => {
      const at = NOON + minute * MINUTE_MS
      const batches = ['s1', 's2', 's3'].flatMap((store) =>
        Array.from({ length: 4 }, (_, k) => {
          const outcome = random() < fails(store, minute) ? 5 : 0
          const one = storedBatch(`${store}${k}`, `u${store}${minute}-${k}`, at, measured(2, 'menu', outcome, 1, 200))
          return { ...one, store, batch: { ...one.batch, store } }
        }),
      )
      return foldMinute('0', minuteOf(at), batches)
    })
  }
  const what = { kind: 'ratio', metrics: ['call'] } as const
  const compared = {
    before: { from: minuteOf(NOON) - 60, to: minuteOf(NOON) },
    now: { from: minuteOf(NOON), to: minuteOf(NOON) + 30 },
  }

  it('is the one whose calls fail', () => {
    const minutes = minutesOf((store, minute) => (store === 's2' && minute >= 0 ? 0.6 : 0.02))
    const found = storeCauses(minutes, ['s1', 's2', 's3'], what, compared)
    expect(found?.causes[0]).toMatchObject({ label: 'store', value: 's2' })
    expect(found?.causes[0]?.surprise).toBeGreaterThan(0)
    expect(storeCauses(minutes, ['s2'], what, compared)).toBeNull()
  })

  it('is none where all fail alike', () => {
    const minutes = minutesOf((_, minute) => (minute >= 0 ? 0.4 : 0.02))
    const found = storeCauses(minutes, ['s1', 's2', 's3'], what, compared)
    expect(tellCauses([found], (_, value) => value)?.causes).toEqual([])
  })
})
