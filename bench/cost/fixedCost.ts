import type { Row } from '../harness/row'
import { openMeteredShop } from './meteredShop'

const HOUR_MS = 3_600_000
const DAYS_A_MONTH = 30

/** What a shop without any customer costs: open from ten to ten, a day and a night by the meter. */
export async function* fixedCost(): AsyncIterable<Row> {
  const shop = await openMeteredShop(Date.parse('2026-11-25T03:00:00+08:00'))
  try {
    await shop.cloud.clock.advance(HOUR_MS)
    await shop.resetUsage()
    await shop.cloud.clock.advance(24 * HOUR_MS)
    const { points, dbCalls, byFunction } = await shop.usage()
    yield { name: 'cost.points.fixed.month', value: Math.round(points * DAYS_A_MONTH), target: 700 }
    yield { name: 'cost.calls.fixed.day', value: dbCalls }
    for (const [name, used] of Object.entries(byFunction)) {
      if (used.dbCalls > 0) yield { name: `cost.calls.fixed.day/${name}`, value: used.dbCalls }
    }
  } finally {
    await shop.close()
  }
}
