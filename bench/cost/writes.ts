import { firstStore } from '../../database/seed/firstDocuments'
import { startCrowd } from '../../localcloud/crowd/crowd'
import type { Row } from '../harness/row'
import { openMeteredShop, sdkFile } from './meteredShop'

const MINUTE_MS = 60_000
/** PERFORMANCE.md counts five visits an order. */
const VISITS_PER_1000_ORDERS = 5_000

/** What `collect` writes for real SDKs on simulated phones, by the meter, for five visits an order. */
export async function* writes(): AsyncIterable<Row> {
  const shop = await openMeteredShop(Date.parse('2026-11-25T12:00:00+08:00'))
  const sessions = new Set<string>()
  const { cloud } = shop
  const call: typeof cloud.call = (openid, name, event) => {
    const session = (event as { batch?: { session?: string } } | null)?.batch?.session
    if (name === 'collect' && session !== undefined) sessions.add(session)
    return cloud.call(openid, name, event)
  }
  const crowd = startCrowd(
    { clock: cloud.clock, pay: cloud.pay, call },
    { seed: 7, level: 'packed', sdkFile: sdkFile(), store: firstStore(0)._id },
  )
  try {
    await shop.resetUsage()
    await cloud.clock.advance(15 * MINUTE_MS)
    crowd.stop()
    await cloud.clock.advance(10 * MINUTE_MS)
    const used = (await shop.usage()).byFunction.collect
    const perVisit = (used?.documentsWritten ?? 0) / sessions.size
    yield {
      name: 'cost.writes.per1000orders',
      value: Math.round(perVisit * VISITS_PER_1000_ORDERS),
      target: 22_500,
    }
    yield { name: 'cost.collect.callsPerBatch', value: (used?.dbCalls ?? 0) / (used?.functionCalls ?? 1) }
  } finally {
    await shop.close()
  }
}
