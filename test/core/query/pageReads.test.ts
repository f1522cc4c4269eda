import { orderRef } from '../../../contract/orderRef'
import { ORDER_SIGHTS } from '../../../contract/orderSights'
import type { Overview } from '../../../contract/query'
import { newIncident } from '../../../core/incidents/newIncident'
import { answerQuery } from '../../../core/query/answerQuery'
import { PageMemory } from '../../../core/query/pageMemory'
import { RunMemory } from '../../../core/schedule/runMemory'
import { runMinute } from '../../../core/schedule/runMinute'
import { MINUTE_MS } from '../../../core/time/units'
import { alertedShop, fakeSettings, person } from '../../fakes/alertedShop'
import { measured, NOON, storedBatch } from '../../fakes/batches'
import type { FakePorts } from '../../fakes/ports'

const at = (minute: number, second = 17): number => NOON + minute * MINUTE_MS + second * 1000
const LAN = person('兰姨', 1)

/** Five minutes of customers, an order a minute, and the run of each minute. */
async function livedIn(memory = new RunMemory(), minutes = 5): Promise<FakePorts> {
  const ports = alertedShop()
  for (let minute = 0; minute < minutes; minute++) {
    await customers(ports, minute)
    order(ports, `o${minute}`, at(minute, 30))
    await runMinute(ports, memory, at(minute + 1))
  }
  return ports
}

async function customers(ports: FakePorts, minute: number, outcome = 0): Promise<void> {
  for (let customer = 0; customer < 6; customer++) {
    ports.clock.now = at(minute, 20) + customer
    const { receivedAt: _, ...batch } = storedBatch('b', `u${minute}-${customer}`, ports.clock.now, {
      ...measured(3, 'wechat', outcome, 1, 800),
    })
    await ports.batches.insert(batch)
  }
}

const order = (ports: FakePorts, id: string, ms: number) =>
  void ports.store.orders.push({ _id: id, status: 'paid', amount: 1000, createdAt: ms, updatedAt: ms })

/** A customer whose phone says that it is paid, while the shop's own server was never told. */
async function paidOnPhone(ports: FakePorts, id: string, ms: number): Promise<void> {
  ports.store.orders.push({ _id: id, status: 'created', amount: 1000, createdAt: ms, updatedAt: ms })
  const base = Math.floor(ms / MINUTE_MS) * MINUTE_MS
  const sights: [number, number, number][] = (['asked', 'ok'] as const).map((sight, index) => {
    return [0, ORDER_SIGHTS.indexOf(sight), ms - base + index * 5_000]
  })
  ports.clock.now = ms + 10_000
  const { receivedAt: _, ...batch } = storedBatch(id, `payer-${id}`, ports.clock.now, {
    ...{ dict: [orderRef('s1', id)], orders: sights },
  })
  await ports.batches.insert(batch)
}

async function page(
  ports: FakePorts,
  nowMs: number,
  memory?: PageMemory,
): Promise<{ page: Overview; calls: string[] }> {
  const calls: string[] = []
  ports.before.run = (name) => void calls.push(name)
  const answer = await answerQuery(ports, LAN, { kind: 'overview', store: 's1' }, nowMs, memory)
  ports.before.run = () => undefined
  if (!answer.ok) throw new Error(answer.error.message)
  const answered = calls.filter((name) => !/^(directory|rules)\./.test(name))
  // earlier days are kept by the adapter (adapters/cachedReads.ts)
  return { page: answer.value as Overview, calls: answered.filter((name) => name !== 'rollups.readDays') }
}

describe('a page in a warm instance', () => {
  it('costs two calls, and says the same as one that read everything', async () => {
    const run = new RunMemory()
    const ports = await livedIn(run)
    const memory = new PageMemory()
    await page(ports, at(5, 30), memory)
    await customers(ports, 5)
    order(ports, 'o5', at(5, 40))
    await runMinute(ports, run, at(6))
    const warm = await page(ports, at(6, 30), memory)
    expect(warm.calls).toEqual(['heartbeats.glance', 'orders.readChanged'])
    expect(warm.page).toEqual((await page(ports, at(6, 30))).page)
    ports.store.boards.clear()
    const unaided = await page(ports, at(6, 30))
    expect(unaided.calls).toContain('minutes.read')
    expect(warm.page).toEqual(unaided.page)
    expect(warm.page.today.orders).toBe(6)
  })

  it('shows an order at once, before the minute’s run has seen it, and not twice after', async () => {
    const run = new RunMemory()
    const ports = await livedIn(run)
    const memory = new PageMemory()
    expect((await page(ports, at(5, 20), memory)).page.today.orders).toBe(5)
    order(ports, 'fresh', at(5, 25))
    expect((await page(ports, at(5, 26), memory)).page.today.orders).toBe(6)
    await runMinute(ports, run, at(6))
    expect((await page(ports, at(6, 20), memory)).page.today.orders).toBe(6)
    expect((await page(ports, at(6, 20))).page.today.orders).toBe(6)
  })

  it('opened before the first run, shows what the run then read', async () => {
    const ports = alertedShop()
    const memory = new PageMemory()
    expect((await page(ports, at(0), memory)).page.today.orders).toBe(0)
    order(ports, 'first', at(0, 30))
    await runMinute(ports, new RunMemory(), at(1))
    expect((await page(ports, at(1, 20), memory)).page.today.orders).toBe(1)
  })

  it('knows an incident as soon as its writer has noted the change', async () => {
    const ports = await livedIn()
    const memory = new PageMemory()
    expect((await page(ports, at(5, 30), memory)).page.incident).toBeNull()
    const alert = {
      rule: 'x',
      title: '顾客付不了款',
      severity: 'crit' as const,
      since: at(4),
      until: null,
      value: null,
    }
    await ports.incidents.insert(
      newIncident({
        ...{ id: 's1:ordering:1', store: 's1', area: 'ordering', severity: 'crit', title: '顾客付不了款' },
        ...{ sentence: '', minute: Math.floor(at(4) / MINUTE_MS), alerts: [alert] },
      }),
    )
    await ports.heartbeats.bump('incidents')
    expect((await page(ports, at(5, 31), memory)).page.incident?.title).toBe('顾客付不了款')
  })

  it('does not believe for ever that nothing changed', async () => {
    const ports = await livedIn()
    const memory = new PageMemory()
    await page(ports, at(5, 30), memory)
    const { calls } = await page(ports, at(15, 30), memory)
    expect(calls).toEqual(expect.arrayContaining(['incidents.readLatest', 'credits.readAll', 'issues.read']))
  })

  it('while payments fail the board looks at the incident’s time, as a page without it would', async () => {
    const run = new RunMemory()
    const ports = await livedIn(run, 10)
    for (let minute = 10; minute < 16; minute++) {
      await customers(ports, minute, 4)
      await runMinute(ports, run, at(minute + 1))
    }
    const withBoard = await page(ports, at(16, 20))
    expect(withBoard.page.incident).not.toBeNull()
    expect(withBoard.calls).not.toContain('minutes.read')
    ports.store.boards.clear()
    expect(withBoard.page).toEqual((await page(ports, at(16, 20))).page)
  })

  it('says while payments fail whether somebody paid and got no order, without a call more', async () => {
    const run = new RunMemory()
    const ports = await livedIn(run, 10)
    const { orders } = fakeSettings
    run.settings = null
    ports.store.settings.set('main', {
      ...fakeSettings,
      orders: { ...orders, times: { ...orders.times, paidAt: 'paidAt' } },
    })
    const memory = new PageMemory()
    for (let minute = 10; minute < 19; minute++) {
      await customers(ports, minute, 4)
      if (minute === 12) await paidOnPhone(ports, 'unbooked', at(minute, 30))
      if (minute === 17) await paidOnPhone(ports, 'fresh', at(minute, 30))
      await runMinute(ports, run, at(minute + 1))
      await ports.heartbeats.bump('incidents')
      await page(ports, at(minute + 1, 20), memory)
    }
    const failing = await page(ports, at(19, 30), memory)
    expect(failing.page.incident?.payments).toEqual({
      ...{ opened: 2, unbooked: { orders: 1, fen: 1000 }, pending: 1, silent: 0 },
    })
    expect(failing.calls).toEqual(['heartbeats.glance', 'orders.readChanged'])
  })

  it('draws no further than the cursor when the monitoring has stopped', async () => {
    const ports = await livedIn()
    order(ports, 'unseen', at(20))
    const stopped = await page(ports, at(40))
    expect(stopped.calls).not.toContain('orders.readChanged')
    expect(stopped.page.today.orders).toBe(5)
  })
})
