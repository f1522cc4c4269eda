import type { IncidentDetail } from '../../../contract/admin'
import type { Overview } from '../../../contract/query'
import { newIncident } from '../../../core/incidents/newIncident'
import { answerQuery } from '../../../core/query/answerQuery'
import { PageMemory } from '../../../core/query/pageMemory'
import { RunMemory } from '../../../core/schedule/runMemory'
import { handleAdmin } from '../../../core/staff/handleAdmin'
import { DAY_MS, MINUTE_MS, minuteOf } from '../../../core/time/units'
import { person } from '../../fakes/alertedShop'
import { NOON, storedBatch } from '../../fakes/batches'
import type { FakePorts } from '../../fakes/ports'
import { lunchShop, runLunch } from '../insight/watch/lunch'

const LAN = person('兰姨', 1)
const at = (minute: number): number => NOON + minute * MINUTE_MS

const ask = async (ports: FakePorts, question: object, nowMs: number, memory?: PageMemory): Promise<any> => {
  const answer = await answerQuery(ports, LAN, { store: 's1', ...question }, nowMs, memory)
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value
}

const detail = async (ports: FakePorts, incident: string, now: number): Promise<IncidentDetail> => {
  const caller = { id: LAN._id, openid: LAN.openid }
  const codes = { hash: () => '', make: () => '' }
  const answer = await handleAdmin({ action: 'incident', incident }, { ports, codes, caller, now })
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value as IncidentDetail
}

/** What the runs found by themselves. */
const openOne = ({ store }: FakePorts): string => {
  const open = [...store.incidents.values()].filter(({ resolvedAt }) => resolvedAt === null)
  return open.sort((a, b) => b.openedAt - a.openedAt)[0]?._id ?? 'none'
}

const endedIncident = async (ports: FakePorts, openedAt: number, resolvedAt: number): Promise<string> => {
  const id = `s1:ordering:${minuteOf(openedAt)}`
  const alert = { rule: 'x', title: '没单', severity: 'crit' as const, since: openedAt, until: null, value: null }
  const found = { id, store: 's1', area: 'ordering' as const, severity: 'crit' as const, minute: minuteOf(openedAt) }
  const incident = newIncident({ ...found, title: '没单', sentence: '', alerts: [alert] })
  await ports.incidents.insert({ ...incident, status: 'resolved', resolvedAt })
  return id
}

/** Somebody's phone met an error. */
async function meetError(ports: FakePorts, ms: number): Promise<void> {
  ports.clock.now = ms
  const report = { label: 0, at: 0, kind: 'error' as const, message: 'x', stack: '', page: 'pages/menu', crumbs: [] }
  const { receivedAt: _, ...batch } = storedBatch('e', 'u1', ms, {
    ...{ dict: ['f1'], counts: [[5, 0, 1, 0, 1]], errors: [report as never] },
  })
  await ports.batches.insert(batch)
}

test('what an open incident costs is one number on every page, also while what is usual is written anew and orders are not written down yet', async () => {
  const ports = lunchShop(15, (minute) => (minute < -12 ? 1 : 0.2))
  const run = new RunMemory()
  const warm = new PageMemory()
  const costs: (number | undefined)[] = []
  for (let minute = -89; minute <= 22; minute++) {
    if (minute === 12) await meetError(ports, at(minute) + 5_000)
    await runLunch(ports, () => run, minute, minute)
    if (minute < 13) continue
    const id = openOne(ports)
    const now = at(minute) + 50_000
    const paidAt = now - 5_000
    ports.store.orders.push({
      _id: `late${minute}`,
      createdAt: paidAt,
      updatedAt: paidAt,
      amount: 9900,
      status: 'paid',
    })
    const overview: Overview = await ask(ports, { kind: 'overview' }, now, warm)
    const transactions = await ask(ports, { kind: 'transactions' }, now, warm)
    const error = await ask(ports, { kind: 'error', fingerprint: 'f1' }, now, warm)
    const chain = await ask(ports, { kind: 'chain' }, now, warm)
    const { incident, money } = await detail(ports, id, now)
    const cost = money?.fen
    costs.push(cost)
    expect(money?.by).toBe('forecast')
    expect({ minute, fen: [incident.lost?.fen, overview.incident?.lost?.fen] }).toEqual({ minute, fen: [cost, cost] })
    expect({ minute, fen: [transactions.lost?.fen, error.lost?.fen] }).toEqual({ minute, fen: [cost, cost] })
    expect({ minute, fen: chain.stores[0].lostFen }).toEqual({ minute, fen: cost })
  }
  expect(Math.min(...costs.map(Number))).toBeGreaterThan(0)
  expect(ports.store.baselines.get('s1')?.through).toBe(minuteOf(NOON) - 1)
})

test('what an incident cost that is over is the same on its own page and in the report', async () => {
  const ports = lunchShop(15, () => 1)
  await runLunch(ports, () => new RunMemory(), -89, -85)
  const openedAt = NOON - DAY_MS
  for (const [hour, document] of ports.store.orderHours)
    for (const [order, { createdAt }] of Object.entries(document.facts))
      if (createdAt >= openedAt && createdAt < openedAt + 30 * MINUTE_MS)
        delete ports.store.orderHours.get(hour)?.facts[order]
  const id = await endedIncident(ports, openedAt, openedAt + 30 * MINUTE_MS)
  const { money } = await detail(ports, id, at(-80))
  const { days } = await ask(ports, { kind: 'reports' }, at(-80))
  expect(money?.fen).toBeGreaterThan(0)
  expect(days[0].incidents[0]).toMatchObject({ id, fen: money?.fen })
})
