import type { Chain } from '../../../contract/pages/chain'
import type { StaffDocument } from '../../../core/documents/staff'
import { newIncident } from '../../../core/incidents/newIncident'
import { answerChain } from '../../../core/query/answerChain'
import { RunMemory } from '../../../core/schedule/runMemory'
import { runMinute } from '../../../core/schedule/runMinute'
import { DAY_MS, HOUR_MS, hourOf, MINUTE_MS, minuteOf } from '../../../core/time/units'
import { seededRandom } from '../../../localcloud/crowd/random'
import { fakeSettings, fakeStore } from '../../fakes/alertedShop'
import { NOON } from '../../fakes/batches'
import { type FakePorts, fakePorts } from '../../fakes/ports'

const MIDNIGHT = NOON - 12 * HOUR_MS

/** Orders of today until `nowMs`, of all of last week's day and of the evenings before: some paid late, refunded, or never. */
function chain(stores: number, nowMs: number, shards = 1): { ports: FakePorts; viewer: StaffDocument } {
  const ports = fakePorts(nowMs)
  ports.store.settings.set('main', { ...fakeSettings, shards })
  const ids = Array.from({ length: stores }, (_, index) => `s${index}`)
  const random = seededRandom(stores)
  for (const [index, _id] of ids.entries()) {
    const shard = String(index % shards)
    ports.store.stores.set(_id, { ...fakeStore, _id, shard, firstSeenAt: NOON - 40 * DAY_MS })
    const isNew = index % 3 === 2
    for (const [day, until] of [[0, nowMs], ...(isNew ? [] : [[7, NOON + DAY_MS]])] as [number, number][])
      for (
        let at = MIDNIGHT - day * DAY_MS - HOUR_MS;
        at < until - day * DAY_MS;
        at += random.between(1, 60) * MINUTE_MS
      ) {
        const hour = hourOf(at)
        const known = ports.store.orderHours.get(`${_id}:${hour}`) ?? {
          _id: `${_id}:${hour}`,
          store: _id,
          hour,
          facts: {},
        }
        const paidAt = random.chance(0.9) ? at + random.between(1, 55) * MINUTE_MS : null
        const isKnown = paidAt !== null && paidAt < until - day * DAY_MS
        known.facts[`o${at}`] = {
          ...{ createdAt: at, paidAt: isKnown ? paidAt : null, acceptedAt: null, doneAt: null, cancelledAt: null },
          ...{
            refundedAt: isKnown && random.chance(0.1) ? paidAt : null,
            amountFen: 1000 + Math.floor(random.next() * 5000),
          },
          updatedAt: at,
        }
        ports.store.orderHours.set(known._id, known)
      }
  }
  return { ports, viewer: { stores: ids } as unknown as StaffDocument }
}

async function look(ports: FakePorts, viewer: StaffDocument, nowMs: number) {
  const calls: string[] = []
  ports.before.run = (name) => void (name.startsWith('directory.') || calls.push(name))
  const answer = await answerChain(ports, viewer, 's0', nowMs)
  ports.before.run = () => undefined
  if (!answer.ok) throw new Error(answer.error.message)
  return { stores: answer.value.stores.sort((a, b) => (a.id < b.id ? -1 : 1)), calls }
}

const todayOf = (stores: Chain['stores']) => stores.map(({ id, today }) => [id, today])

/** The page out of the orders themselves. */
async function recounted(ports: FakePorts, viewer: StaffDocument, nowMs: number) {
  const sales = new Map(ports.store.sales)
  ports.store.sales.clear()
  const { stores, calls } = await look(ports, viewer, nowMs)
  for (const [store, one] of sales) ports.store.sales.set(store, one)
  expect(calls).toContain('orders.readHoursOf')
  return todayOf(stores)
}

describe('what each store of a chain sold today', () => {
  it.each([0, 8 * 60, 12 * 60 + 31, 23 * 60 + 59])(
    'is told without reading orders and equals the recount, %i minutes after midnight',
    async (minute) => {
      const nowMs = MIDNIGHT + minute * MINUTE_MS
      const { ports, viewer } = chain(3, nowMs)
      await runMinute(ports, new RunMemory(), nowMs)
      const { stores, calls } = await look(ports, viewer, nowMs)
      expect(calls).toEqual(['pages.readChain'])
      expect(todayOf(stores)).toEqual(await recounted(ports, viewer, nowMs))
      expect(stores.filter(({ today }) => today.comparison === null).map(({ id }) => id)).toEqual(['s2'])
    },
  )

  it('follows minute by minute in an instance that reads last week once an hour, and in ones that are new each time', async () => {
    const from = MIDNIGHT + 9 * HOUR_MS + 57 * MINUTE_MS
    const { ports, viewer } = chain(3, from + 6 * MINUTE_MS)
    const memory = new RunMemory()
    const asked: number[] = []
    const { readHoursOf } = ports.orders
    ports.orders.readHoursOf = async (stores, hours) => {
      if (hours.includes(hourOf(MIDNIGHT - 7 * DAY_MS))) asked.push(minuteOf(ports.clock.now - from))
      return readHoursOf(stores, hours)
    }
    for (let minute = 0; minute < 6; minute++) {
      const nowMs = from + minute * MINUTE_MS
      ports.clock.now = nowMs
      await runMinute(ports, minute === 4 ? new RunMemory() : memory, nowMs)
      const { stores } = await look(ports, viewer, nowMs)
      if (minute !== 5) expect(todayOf(stores)).toEqual(await recounted(ports, viewer, nowMs))
    }
    // at first, when the hour changed, and by nobody else; each recount of this test reads it too
    expect(asked.filter((minute, index) => asked.indexOf(minute) !== index)).toEqual([0, 3])
  })

  it('of two hundred in four shards costs two calls, and one more while seventy are in trouble', async () => {
    const now = NOON
    const { ports, viewer } = chain(200, now, 4)
    for (const store of viewer.stores)
      ports.store.sales.set(store, { store, at: now, day: '2026-11-25', orders: 3, revenueFen: 5000, before: null })
    const calm = await look(ports, viewer, now)
    expect(calm.calls).toEqual(['pages.readChain'])
    for (let index = 0; index < 70; index++) {
      const at = now - (20 + index) * MINUTE_MS
      const alert = { rule: 'x', title: 'x', severity: 'crit' as const, since: at, until: null, value: null }
      const found = { id: `s${index}:ordering:${minuteOf(at)}`, store: `s${index}`, area: 'ordering' as const }
      const words = { severity: 'crit' as const, title: 'x', sentence: '', minute: minuteOf(at), alerts: [alert] }
      await ports.incidents.insert(newIncident({ ...found, ...words }))
    }
    let documents = 0
    const { readCosts } = ports.pages
    ports.pages.readCosts = async (stores, hours) => {
      documents += stores.length * hours.length
      return readCosts(stores, hours)
    }
    const troubled = await look(ports, viewer, now)
    expect(troubled.calls).toEqual(['pages.readChain', 'pages.readCosts'])
    expect(documents).toBeLessThan(1000)
    expect(troubled.stores.filter(({ lostFen }) => lostFen !== null)).toHaveLength(5)
    expect(todayOf(troubled.stores)).toEqual(todayOf(calm.stores))
  })

  it('starts anew at midnight, before any run has looked', async () => {
    const before = MIDNIGHT + DAY_MS - MINUTE_MS
    const { ports, viewer } = chain(2, before)
    await runMinute(ports, new RunMemory(), before)
    const { stores } = await look(ports, viewer, before + 2 * MINUTE_MS)
    expect(stores.map(({ today }) => today)).toEqual([0, 0].map(() => ({ orders: 0, revenueFen: 0, comparison: null })))
  })

  it('of a single shop nothing is kept: it has no such page', async () => {
    const { ports } = chain(1, NOON)
    await runMinute(ports, new RunMemory(), NOON)
    expect(ports.store.sales.size).toBe(0)
  })
})
