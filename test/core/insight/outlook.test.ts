import type { TransactionsPage } from '../../../contract/pages/transactions'
import type { Overview } from '../../../contract/query'
import { newIncident } from '../../../core/incidents/newIncident'
import { answerQuery } from '../../../core/query/answerQuery'
import { RunMemory } from '../../../core/schedule/runMemory'
import { MINUTE_MS, minuteOf } from '../../../core/time/units'
import { person } from '../../fakes/alertedShop'
import { NOON } from '../../fakes/batches'
import { lunchShop, runLunch } from './watch/lunch'

const overview = async (ports: ReturnType<typeof lunchShop>, now: number): Promise<Overview> => {
  const answer = await answerQuery(ports, person('兰姨', 1), { kind: 'overview', store: 's1' }, now)
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value as Overview
}

describe('what is expected, on the owner’s page', () => {
  const ports = lunchShop(15, (minute) => (minute < 30 ? 1 : 0))
  beforeAll(() => {
    const memory = new RunMemory()
    return runLunch(ports, () => memory, -30, 25)
  })

  it('is the band of the orders, in which the morning lies, and the next half hour', async () => {
    const { trend } = await overview(ports, NOON + 25 * MINUTE_MS)
    expect(trend.bandLabel).toBe('预计')
    const known = trend.today.flatMap((orders, k) =>
      orders === null ? [] : [{ orders, low: trend.low[k] ?? 0, high: trend.high[k] ?? 0 }],
    )
    const inside = known.filter(({ orders, low, high }) => orders >= low && orders <= high)
    expect(inside.length / known.length).toBeGreaterThan(0.8)
    for (const { low, high } of known) expect(high).toBeLessThan(3 * low + 20)
    // some four a minute at the height of lunch
    expect(trend.forecast?.orders).toBeGreaterThan(85)
    expect(trend.forecast?.orders).toBeLessThan(140)
  })

  it('goes on as a line on the page 交易, where today has not come yet', async () => {
    const now = NOON + 25 * MINUTE_MS
    const answer = await answerQuery(ports, person('兰姨', 1), { kind: 'transactions', store: 's1' }, now)
    const { trend } = (answer as { value: TransactionsPage }).value
    expect(trend).toMatchObject({ bandLabel: '预计', forecast: { withinMinutes: 30 } })
    for (const [k, orders] of (trend?.expected ?? []).entries()) {
      expect(orders).toBeGreaterThanOrEqual(trend?.low[k] ?? 0)
      expect(orders).toBeLessThanOrEqual(trend?.high[k] ?? 0)
    }
    expect(trend?.expected).toHaveLength(trend?.at.length ?? 0)
  })

  it('is what money at risk is reckoned by', async () => {
    const since = NOON + 30 * MINUTE_MS
    const alert = { rule: 'noOrders', title: '没有单', severity: 'crit' as const, since, until: null, value: 0 }
    const found = { id: 's1:ordering:1', store: 's1', area: 'ordering', severity: 'crit' as const, sentence: '没有单' }
    const began = minuteOf(since)
    ports.store.incidents.set(found.id, newIncident({ ...found, title: '没有单', minute: began, alerts: [alert] }))
    const looked = NOON + 51 * MINUTE_MS
    ports.store.heartbeats.set('orders:s1', { _id: 'orders:s1', at: looked, through: looked })
    const { incident } = await overview(ports, NOON + 51 * MINUTE_MS)
    // nobody orders for twenty minutes in which four a minute were expected, ¥25 each
    expect(incident?.lost?.orders).toBeGreaterThan(55)
    expect(incident?.lost?.orders).toBeLessThan(100)
    expect((incident?.lost?.fen ?? 0) / (incident?.lost?.orders ?? 1)).toBeCloseTo(2500, -2)
    const ask = async (kind: 'chain' | 'transactions') =>
      answerQuery(ports, person('兰姨', 1), { kind, store: 's1' }, NOON + 51 * MINUTE_MS)
    // no page says another sum
    const { fen, orders } = incident?.lost ?? { fen: 0, orders: 0 }
    expect(await ask('chain')).toMatchObject({ value: { stores: [{ lostFen: fen }] } })
    expect(await ask('transactions')).toMatchObject({ value: { lost: { from: since, to: null, orders, fen } } })
  })

  it('says nothing in a shop whose orders are known for two days: the band is of earlier weeks then', async () => {
    const young = lunchShop(2, () => 1)
    const memory = new RunMemory()
    await runLunch(young, () => memory, 10, 25)
    expect((await overview(young, NOON + 25 * MINUTE_MS)).trend).toMatchObject({ bandLabel: '', forecast: null })
  })
})
