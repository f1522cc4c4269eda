import type { Overview } from '../../contract/query'
import type { CollectReceipt } from '../../contract/steering'
import { firstStore } from '../../database/seed/firstDocuments'
import { emptyBatch } from '../../test/fakes/batches'
import { PEOPLE } from '../../tools/start/people'
import type { Row } from '../harness/row'
import { type MeteredShop, openMeteredShop } from './meteredShop'

const MINUTE_MS = 60_000
/** The page asks by itself this often. */
const REFRESH_MS = 30_000
const QUIET_MS = 90 * MINUTE_MS
const STEP_MS = 5_000
const LONGEST_MS = 10 * MINUTE_MS

/** Virtual seconds from what a customer did to a page that shows it: the worst of moments spread over two minutes. */
export async function* freshness(): AsyncIterable<Row> {
  const shop = await openMeteredShop(Date.parse('2026-11-25T12:00:00+08:00'))
  const fresh = new Fresh(shop)
  try {
    await fresh.visit()
    await shop.cloud.clock.advance(2 * MINUTE_MS)
    yield { name: 'fresh.orders', value: await fresh.worst(() => fresh.order()), target: 90 }
    yield { name: 'fresh.other', value: (await fresh.worst(() => fresh.visit())) + fresh.flushSeconds, target: 150 }
    await shop.cloud.clock.advance(QUIET_MS)
    yield { name: 'fresh.orders.afterQuiet', value: await fresh.once(() => fresh.order()) }
    await shop.cloud.clock.advance(QUIET_MS)
    yield { name: 'fresh.other.afterQuiet', value: (await fresh.once(() => fresh.visit())) + fresh.flushSeconds }
  } finally {
    await shop.close()
  }
}

const OFFSETS_MS = [3_000, 20_000, 41_000, 58_000]

class Fresh {
  private count = 0
  /** how long a phone keeps healthy measurements, as `collect` tells it */
  flushSeconds = 60

  constructor(private readonly shop: MeteredShop) {}

  async worst(happen: () => Promise<(page: Overview) => boolean>): Promise<number> {
    const seconds: number[] = []
    for (const offsetMs of OFFSETS_MS) {
      const { clock } = this.shop.cloud
      await clock.advance(MINUTE_MS - (clock.now() % MINUTE_MS) + offsetMs)
      seconds.push(await this.once(happen))
    }
    return Math.max(...seconds)
  }

  /** @returns seconds until the page can say it, and until it asks the next time */
  async once(happen: () => Promise<(page: Overview) => boolean>): Promise<number> {
    const isShown = await happen()
    for (let waitedMs = 0; waitedMs <= LONGEST_MS; waitedMs += STEP_MS) {
      if (isShown(await this.page())) return (waitedMs + REFRESH_MS) / 1000
      await this.shop.cloud.clock.advance(STEP_MS)
    }
    return Number.POSITIVE_INFINITY
  }

  async order(): Promise<(page: Overview) => boolean> {
    const { cloud } = this.shop
    const now = { $date: cloud.clock.now() }
    const before = (await this.page()).today.orders
    await cloud.database.handle({
      action: 'database.insertDocument',
      collectionName: 'orders',
      data: [
        JSON.stringify({
          _id: `fresh${++this.count}`,
          store: firstStore(0)._id,
          status: 'paid',
          amountFen: 1000,
          createdAt: now,
          updatedAt: now,
          paidAt: now,
        }),
      ],
    })
    return (page) => page.today.orders > before
  }

  /** A batch that a phone sends now: its events are as old as the SDK lets them get. */
  async visit(): Promise<(page: Overview) => boolean> {
    const { cloud } = this.shop
    const batch = emptyBatch(cloud.clock.now(), {
      session: `fresh${String(++this.count).padStart(6, '0')}`,
      store: firstStore(0)._id,
      dict: ['launch'],
      counts: [[6, 0, 0, 0, 1]],
    })
    const sentAt = cloud.clock.now()
    const { result } = await cloud.call('customer', 'collect', { batch })
    this.flushSeconds = (result as { value: CollectReceipt }).value.steering.intervalMs / 1000
    return (page) => (page.foldedThrough ?? 0) > sentAt
  }

  private async page(): Promise<Overview> {
    const { result } = await this.shop.cloud.call(PEOPLE[0].openid, 'query', {
      kind: 'overview',
      store: firstStore(0)._id,
    })
    const answer = result as { ok: true; value: Overview } | { ok: false; error: { message: string } }
    if (!answer.ok) throw new Error(answer.error.message)
    return answer.value
  }
}
