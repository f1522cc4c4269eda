import { Meter } from '../../../localcloud/meter/meter'
import { cloudForTest } from '../cloudForTest'

const ran = (durationMs: number) => ({ ok: true as const, requestId: 'r', resultJson: '1', durationMs, cold: false })

describe('the meter', () => {
  test('bills calls, memory × time, database calls and bytes as the price list says', () => {
    const meter = new Meter()
    for (let call = 0; call < 10_000; call++) meter.invoked({ name: 'shop', memoryMb: 256 }, ran(0))
    expect(meter.report().points).toBeCloseTo(13.3, 6)
    meter.reset()
    for (let call = 0; call < 10_000; call++) meter.databaseCalled('shop', 3)
    expect(meter.report()).toMatchObject({ dbCalls: 10_000, documents: 30_000, points: 200 })
    meter.reset()
    meter.invoked({ name: 'shop', memoryMb: 512 }, ran(4000))
    expect(meter.report()).toMatchObject({ gbs: 2, points: Math.round((2 * 0.111 + 0.00133) * 1e6) / 1e6 })
    meter.reset()
    meter.sent('shop', 1e9)
    expect(meter.report().points).toBe(800)
  })

  test('keeps functions apart and adds them up', () => {
    const meter = new Meter()
    meter.invoked({ name: 'shop', memoryMb: 256 }, ran(100))
    meter.databaseCalled('shop', 1)
    meter.databaseCalled('collect', 5)
    meter.databaseCalled(undefined, 2)
    const { byFunction, ...total } = meter.report()
    expect(Object.keys(byFunction)).toEqual(['(outside)', 'collect', 'shop'])
    expect(byFunction.collect).toMatchObject({ dbCalls: 1, documents: 5, functionCalls: 0 })
    expect(total).toMatchObject({ functionCalls: 1, dbCalls: 3, documents: 8 })
    expect(total.points).toBeCloseTo(
      Object.values(byFunction).reduce((sum, each) => sum + each.points, 0),
      5,
    )
  })

  test('measures what real functions do, per function', async () => {
    const cloud = await cloudForTest()
    try {
      await cloud.call('o-a', 'ledger', { add: { n: 1 } })
      await cloud.control('POST', 'invoke', { function: 'ledger', event: {}, openid: 'o-a' })
      const usage = (await cloud.control('GET', 'usage')).json
      expect(usage).toMatchObject({ functionCalls: 2, dbCalls: 2, documents: 2 })
      expect(usage.byFunction.ledger).toMatchObject({ functionCalls: 2, dbCalls: 2 })
      expect(usage.gbs).toBeGreaterThan(0)
      expect(usage.bytesOut).toBeGreaterThan(20)
      await cloud.control('DELETE', 'usage')
      expect((await cloud.control('GET', 'usage')).json).toMatchObject({ functionCalls: 0, dbCalls: 0, points: 0 })
    } finally {
      await cloud.remove()
    }
  })
})
