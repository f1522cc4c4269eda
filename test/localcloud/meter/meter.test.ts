import { Meter } from '../../../localcloud/meter/meter'
import { cloudForTest } from '../cloudForTest'

const ran = (durationMs: number) => ({ ok: true as const, requestId: 'r', resultJson: '1', durationMs, cold: false })

const cost = (documentsRead: number, documentsWritten = 0) => ({
  ...{ documentsRead, documentsWritten },
  ...{ bytesIn: 100, bytesOut: 1000 },
})

describe('the meter', () => {
  test('bills calls, memory × time, database calls and bytes as the price list says', () => {
    const meter = new Meter(() => 0)
    for (let call = 0; call < 10_000; call++) meter.invoked({ name: 'shop', memoryMb: 256 }, ran(0))
    expect(meter.report().points).toBeCloseTo(13.3, 6)
    meter.reset()
    for (let call = 0; call < 10_000; call++) meter.databaseCalled('shop', cost(2, 1))
    expect(meter.report()).toMatchObject({ dbCalls: 10_000, documents: 30_000, points: 200 })
    meter.reset()
    meter.invoked({ name: 'shop', memoryMb: 512 }, ran(4000))
    expect(meter.report()).toMatchObject({ gbs: 2, points: Math.round((2 * 0.111 + 0.00133) * 1e6) / 1e6 })
    meter.reset()
    meter.sent('shop', 1e9)
    expect(meter.report().points).toBe(800)
  })

  test('keeps functions apart and adds them up', () => {
    const meter = new Meter(() => 0)
    meter.invoked({ name: 'shop', memoryMb: 256 }, ran(100))
    meter.databaseCalled('shop', cost(1))
    meter.databaseCalled('collect', cost(2, 3))
    meter.databaseCalled(undefined, cost(2))
    const { byFunction, ...total } = meter.report()
    expect(Object.keys(byFunction)).toEqual(['(outside)', 'collect', 'shop'])
    expect(byFunction.collect).toMatchObject({ dbCalls: 1, documents: 5, functionCalls: 0 })
    expect(total).toMatchObject({ functionCalls: 1, dbCalls: 3, documents: 8 })
    expect(total.points).toBeCloseTo(
      Object.values(byFunction).reduce((sum, each) => sum + each.points, 0),
      5,
    )
  })

  test('counts documents and bytes between functions and database, both ways', () => {
    const meter = new Meter(() => 0)
    meter.databaseCalled('shop', cost(20, 0))
    meter.databaseCalled('shop', cost(1, 3))
    expect(meter.report().byFunction.shop).toMatchObject({
      ...{ documents: 24, documentsRead: 21, documentsWritten: 3, dbBytesIn: 200, dbBytesOut: 2000 },
    })
  })

  test.each([
    ['3,000 points a month is the free plan', 3000, 0],
    ['a point more is not', 3001, 19.9],
    ['40,000 points', 40_000, 19.9],
    ['330,000 points', 330_000, 199],
    ['1.5 million points', 1_500_000, 999],
    ['more than any plan has', 1_500_001, null],
  ])('%s', (_name, pointsPerMonth, yuan) => {
    let now = 0
    const meter = new Meter(() => now)
    for (let call = 0; call < 50; call++) meter.databaseCalled('shop', cost(1))
    // 50 calls cost one point: so long may they take.
    now = (30 * 86_400_000) / pointsPerMonth
    const spread = 100_000
    meter.sent('shop', ((spread - 1) * 1e9) / 800)
    now *= spread
    const usage = meter.report()
    expect(usage.pointsPerMonth).toBe(pointsPerMonth)
    expect(usage.plan?.yuan ?? null).toBe(yuan)
    expect(usage.byFunction.shop?.plan?.yuan ?? null).toBe(yuan)
  })

  test('says nothing of a month before a minute has passed, and starts anew when it is reset', () => {
    let now = 1000
    const meter = new Meter(() => now)
    meter.databaseCalled('shop', cost(1))
    now += 59_999
    expect(meter.report()).toMatchObject({ since: 1000, pointsPerMonth: null, plan: null })
    now += 1
    expect(meter.report()).toMatchObject({ pointsPerMonth: 864, plan: { yuan: 0 } })
    meter.reset()
    expect(meter.report()).toMatchObject({ since: 61_000, points: 0, pointsPerMonth: null })
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
      expect(usage.byFunction.ledger.dbBytesIn).toBeGreaterThan(50)
      expect(usage.byFunction.ledger.dbBytesOut).toBeGreaterThan(50)
      expect(usage.bytesOut).toBeGreaterThan(20)
      await cloud.control('DELETE', 'usage')
      expect((await cloud.control('GET', 'usage')).json).toMatchObject({ functionCalls: 0, dbCalls: 0, points: 0 })
    } finally {
      await cloud.remove()
    }
  })
})
