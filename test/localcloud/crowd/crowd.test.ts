import { METRICS } from '../../../contract/metrics'
import { OUTCOMES } from '../../../contract/outcomes'
import { type Crowd, type CrowdLevel, startCrowd } from '../../../localcloud/crowd/crowd'
import { buildSdk, type FakeShop, fakeShop } from './fakeShop'

const sdkFile = buildSdk()
const MINUTE_MS = 60_000

const open = (shop: FakeShop, seed = 1, level: CrowdLevel = 'usual'): Crowd =>
  startCrowd(shop.cloud, { seed, level, sdkFile, store: 'wensan', cook: 'aqiang' })

async function live(shop: FakeShop, minutes: number, seed = 1, level: CrowdLevel = 'usual'): Promise<Crowd> {
  const crowd = open(shop, seed, level)
  await shop.clock.advance(minutes * MINUTE_MS)
  return crowd
}

/** Events by label and outcome, over all that the phones reported of a metric. */
function reported(shop: FakeShop, metric: keyof typeof METRICS): Record<string, number> {
  const events: Record<string, number> = {}
  for (const { counts, dict } of shop.batches)
    for (const [id, label, outcome, , n] of counts)
      if (id === METRICS[metric].id) {
        const key = `${dict[label]} ${OUTCOMES[outcome]}`
        events[key] = (events[key] ?? 0) + n
      }
  return events
}

test('what the phones report is what was done in the shop', async () => {
  const shop = fakeShop('12:00')
  const crowd = await live(shop, 10)
  crowd.stop()
  await shop.clock.advance(10 * MINUTE_MS)
  const did = (action: string) => shop.calls.filter((call) => call.endsWith(`shop ${action}`)).length
  const calls = reported(shop, 'call')
  for (const action of ['menu', 'submit', 'pay', 'order']) expect(calls[`shop.${action} ok`]).toBe(did(action))
  expect(reported(shop, 'step')['submit ok']).toBe(shop.orders.size)
  expect(reported(shop, 'session')['launch ok']).toBeGreaterThan(60)
  expect(Object.keys(calls).some((label) => label.startsWith('collect'))).toBe(false)
  expect(crowd.activeCustomers()).toBe(0)
})

test('customers have their food brought to the shop’s four areas', async () => {
  const shop = fakeShop('12:00')
  await live(shop, 5)
  expect(new Set(shop.batches.map(({ area }) => area))).toEqual(new Set(['翠苑', '文三路', '古荡', '黄龙']))
})

test('the same seed lives the same hour to the byte, another seed another', async () => {
  const hour = async (seed: number) => {
    const shop = fakeShop('12:00')
    await live(shop, 4, seed)
    // durations are measured, so they are not compared
    return JSON.stringify([shop.calls, shop.batches.map(({ points: _, ...batch }) => batch)])
  }
  const first = await hour(1)
  expect(await hour(1)).toBe(first)
  expect(await hour(2)).not.toBe(first)
})

test('a packed shop has many times the customers of a quiet one', async () => {
  const [few, packed] = [fakeShop('12:00'), fakeShop('12:00')]
  await live(few, 3, 1, 'few')
  await live(packed, 3, 1, 'packed')
  const launches = (shop: FakeShop) => new Set(shop.calls.filter((call) => call.endsWith('menu'))).size
  expect(launches(packed)).toBeGreaterThan(6 * launches(few))
})

test('the level changes from the next minute on', async () => {
  const shop = fakeShop('12:00')
  const crowd = await live(shop, 2, 1, 'few')
  const before = shop.calls.length
  crowd.setLevel('packed')
  await shop.clock.advance(2 * MINUTE_MS)
  expect(crowd.level).toBe('packed')
  expect(shop.calls.length - before).toBeGreaterThan(3 * before)
})

test('nobody comes to a closed shop', async () => {
  const shop = fakeShop('03:00')
  const crowd = await live(shop, 30)
  expect(crowd.activeCustomers()).toBe(0)
  expect(shop.calls.filter((call) => !call.includes('kitchen'))).toEqual([])
})

test('when payments fail some try again, all leave, and the phones say so', async () => {
  const shop = fakeShop('12:00')
  shop.payment = { errMsg: 'requestPayment:fail (1)' }
  const crowd = await live(shop, 6)
  crowd.stop()
  await shop.clock.advance(10 * MINUTE_MS)
  const { 'wechat business': failed = 0, 'wechat ok': ok = 0 } = reported(shop, 'pay')
  expect([failed > shop.orders.size, ok]).toEqual([true, 0])
  expect(reported(shop, 'step')['paid ok']).toBeUndefined()
  expect(crowd.activeCustomers()).toBe(0)
})

test('a payment that stays silent holds nobody up', async () => {
  const shop = fakeShop('12:00')
  shop.payment = { errMsg: '', silent: true }
  const crowd = await live(shop, 3)
  crowd.stop()
  await shop.clock.advance(10 * MINUTE_MS)
  expect(crowd.activeCustomers()).toBe(0)
})

test('when the shop’s function fails, customers leave and the phones report server failures', async () => {
  const shop = fakeShop('12:00')
  shop.shopDown = true
  await live(shop, 5)
  expect(reported(shop, 'call')['shop.menu server']).toBeGreaterThan(20)
  expect(reported(shop, 'step')).toEqual({})
})

test('the kitchen brings every paid order to its customer', async () => {
  const shop = fakeShop('12:00')
  await live(shop, 8)
  await shop.clock.advance(2 * MINUTE_MS)
  const early = [...shop.orders.values()].slice(0, 3).map(({ status }) => status)
  expect(early).not.toContain('delivered')
  await shop.clock.advance(30 * MINUTE_MS)
  const firstTen = [...shop.orders.values()].slice(0, 10).filter(({ status }) => status !== 'submitted')
  expect(new Set(firstTen.map(({ status }) => status))).toEqual(new Set(['delivered']))
})

test('without a built SDK the crowd says what to do', () => {
  const shop = fakeShop('12:00')
  expect(() => startCrowd(shop.cloud, { seed: 1, level: 'usual', sdkFile: 'nowhere.js', store: 'wensan' })).toThrow(
    'run npm run build',
  )
})
