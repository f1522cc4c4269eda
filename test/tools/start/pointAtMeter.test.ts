import { localUsage } from '../../../adapters/cloudMeter/localMeter'
import { openMeteredShop } from '../../../bench/cost/meteredShop'
import { firstStore } from '../../../database/seed/firstDocuments'
import { PEOPLE } from '../../../tools/start/people'
import { pointAtMeter } from '../../../tools/start/pointAtMeter'

test('the page 负载 knows from the local cloud’s meter what is used, and what of it by Kandian', async () => {
  const shop = await openMeteredShop(Date.parse('2026-11-25T12:00:00+08:00'))
  try {
    await pointAtMeter(shop.cloud)
    await shop.cloud.clock.advance(2 * 60_000)
    const { result } = await shop.cloud.call(PEOPLE[0].openid, 'query', { kind: 'load', store: firstStore(0)._id })
    const { value } = result as { value: { plan: { source: string; used: number; own: { points: number } } } }
    expect(value.plan).toMatchObject({ source: 'meter', told: true, points: 40_000, yuanPerMonth: 19.9 })
    expect(value.plan.used).toBeGreaterThan(0)
    expect(value.plan.own.points).toBeLessThanOrEqual(value.plan.used)
    const { functions } = localUsage(await shop.usage())
    expect(functions.find(({ name }) => name === 'query')).toMatchObject({ memoryMb: expect.any(Number) })
  } finally {
    await shop.close()
  }
})
