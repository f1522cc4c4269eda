import { firstStore } from '../../database/seed/firstDocuments'
import { startCrowd } from '../../localcloud/crowd/crowd'
import type { UsageReport } from '../../localcloud/meter/meter'
import type { Row } from '../harness/row'
import { openMeteredShop, sdkFile } from './meteredShop'

const minuteMs = 60_000
const daysAMonth = 30
const openMinutes = 12 * 60
/** PERFORMANCE.md counts five visits an order. */
const visitsPerOrder = 5
const pointsPerYuan = 1000
const measuredMinutes = 15

/**
 * What the monitor costs shops of three sizes in a month, out of what the meter says of a crowded quarter of an hour:
 * visits by their number, the timed work as if every open minute were crowded. What a shop without anybody costs
 * (cost.points.fixed.month) is a row of its own.
 */
export async function* threeShops(): AsyncIterable<Row> {
  const shop = await openMeteredShop(Date.parse('2026-11-25T12:00:00+08:00'))
  try {
    const { perVisit, perMinute } = await crowded(shop)
    yield { name: 'cost.points.perVisit', value: perVisit }
    yield { name: 'cost.points.crowdedMinute', value: perMinute }
    for (const orders of [100, 1_000, 10_000]) {
      const day = orders * visitsPerOrder * perVisit + openMinutes * perMinute
      yield { name: `cost.yuan.month/${orders}orders`, value: (day * daysAMonth) / pointsPerYuan }
    }
  } finally {
    await shop.close()
  }
}

async function crowded({ cloud, resetUsage, usage }: Awaited<ReturnType<typeof openMeteredShop>>) {
  const sessions = new Set<string>()
  const call: typeof cloud.call = (openid, name, event) => {
    const session = (event as { batch?: { session?: string } } | null)?.batch?.session
    if (name === 'collect' && session !== undefined) sessions.add(session)
    return cloud.call(openid, name, event)
  }
  const crowd = startCrowd(
    { clock: cloud.clock, pay: cloud.pay, call },
    { seed: 7, level: 'packed', sdkFile: sdkFile(), store: firstStore(0)._id },
  )
  await resetUsage()
  await cloud.clock.advance(measuredMinutes * minuteMs)
  crowd.stop()
  await cloud.clock.advance(5 * minuteMs)
  const { all, collect } = ofTheMonitor(await usage())
  return { perVisit: collect / sessions.size, perMinute: (all - collect) / measuredMinutes }
}

/** Points of our functions; the shop's own are the shop's. */
function ofTheMonitor({ byFunction }: UsageReport): { all: number; collect: number } {
  const ours = Object.entries(byFunction).filter(([name]) => name !== 'shop' && !name.startsWith('('))
  return { all: ours.reduce((sum, [, { points }]) => sum + points, 0), collect: byFunction.collect?.points ?? 0 }
}
