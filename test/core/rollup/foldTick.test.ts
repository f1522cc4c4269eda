import { foldTick, MINUTES_PER_TICK } from '../../../core/rollup/foldTick'
import { MINUTE_MS, minuteOf } from '../../../core/time/units'
import { fakeStore } from '../../fakes/alertedShop'
import { emptyBatch, measured, NOON } from '../../fakes/batches'
import { type FakePorts, fakePorts } from '../../fakes/ports'

const MINUTE = minuteOf(NOON)

const shop = (): FakePorts => {
  const ports = fakePorts(NOON)
  ports.store.stores.set('s1', { ...fakeStore, firstSeenAt: null })
  return ports
}

let sessions = 0
const receive = (ports: FakePorts, atMs: number, changes = {}) => {
  ports.clock.now = atMs
  const session = `session${String(sessions++).padStart(4, '0')}`
  const batch = emptyBatch(atMs, { session, ...measured(1, 'GET /menu', 0, 1, 100), ...changes })
  return ports.batches.insert({ _id: `user:${session}-0`, shard: '0', user: 'user', batch, dropped: [] })
}

const through = (ports: FakePorts) => ports.store.heartbeats.get('fold:0')?.through

/** How many times each operation is asked for while `run` runs. */
const counted = async (ports: FakePorts, run: () => Promise<unknown>): Promise<string[]> => {
  const operations: string[] = []
  ports.before.run = (operation) => void operations.push(operation)
  await run()
  ports.before.run = () => {}
  return operations
}

describe('folding what is closed', () => {
  it('leaves a minute open until its margin has passed', async () => {
    const ports = shop()
    await receive(ports, NOON + 5)
    await foldTick(ports, NOON + MINUTE_MS + 9_999)
    expect([...ports.store.minutes.keys()]).toEqual([])
    await foldTick(ports, NOON + MINUTE_MS + 10_000)
    expect([...ports.store.minutes.keys()]).toEqual([`0:${MINUTE}`])
    expect(through(ports)).toBe(NOON + MINUTE_MS)
  })

  it('goes on although nobody came: nothing is written but how far it is', async () => {
    const ports = shop()
    await receive(ports, NOON)
    await foldTick(ports, NOON + MINUTE_MS + 17_000)
    const operations = await counted(ports, () => foldTick(ports, NOON + 2 * MINUTE_MS + 17_000))
    expect(operations).toEqual(['directory.stores', 'heartbeats.read', 'batches.readMinute', 'heartbeats.beat'])
    expect(through(ports)).toBe(NOON + 2 * MINUTE_MS)
    expect(ports.store.minutes.size).toBe(1)
  })

  it('skips a night of silence with one question', async () => {
    const ports = shop()
    await receive(ports, NOON)
    await foldTick(ports, NOON + MINUTE_MS + 17_000)
    await receive(ports, NOON + 600 * MINUTE_MS)
    const operations = await counted(ports, () => foldTick(ports, NOON + 601 * MINUTE_MS + 17_000))
    expect(operations.filter((name) => name.startsWith('batches'))).toEqual([
      'batches.firstReceivedFrom',
      'batches.readMinute',
    ])
    expect([...ports.store.minutes.keys()]).toContain(`0:${MINUTE + 600}`)
    expect(through(ports)).toBe(NOON + 601 * MINUTE_MS)
  })

  it('a shop that never had a customer costs no more: it is folded up to now', async () => {
    const ports = shop()
    await foldTick(ports, NOON + 17_000)
    expect(through(ports)).toBe(NOON)
  })

  it('catches up in steps, never claiming more than it did', async () => {
    const ports = shop()
    for (let minute = 0; minute < MINUTES_PER_TICK + 5; minute++) await receive(ports, NOON + minute * MINUTE_MS)
    const later = NOON + 200 * MINUTE_MS
    await foldTick(ports, later)
    expect(through(ports)).toBe(NOON + MINUTES_PER_TICK * MINUTE_MS)
    await foldTick(ports, later)
    expect(ports.store.minutes.size).toBe(MINUTES_PER_TICK + 5)
    expect(through(ports)).toBe(minuteOf(later - 10_000) * MINUTE_MS)
  })

  it('notes when a store was first measured', async () => {
    const ports = shop()
    await receive(ports, NOON + 8)
    await receive(ports, NOON + 3)
    await foldTick(ports, NOON + MINUTE_MS + 17_000)
    expect(ports.store.stores.get('s1')?.firstSeenAt).toBe(NOON + 3)
  })

  it('groups errors by fingerprint, with first and last sighting', async () => {
    const ports = shop()
    const report = (at: number, page: string) => ({
      dict: ['f1'],
      counts: [[5, 0, 1, 0, 1]],
      points: [],
      errors: [{ kind: 'error', label: 0, message: 'x is undefined', stack: '', page, at, crumbs: [] }],
    })
    await receive(ports, NOON + 30_000, report(9_000, 'second'))
    await receive(ports, NOON + 31_000, report(4_000, 'first'))
    await foldTick(ports, NOON + MINUTE_MS + 17_000)
    expect(ports.store.issues.get('s1:f1')).toMatchObject({
      firstAt: NOON + 4_000,
      lastAt: NOON + 9_000,
      sample: { page: 'first' },
    })
  })

  it('an app whose errors are all different costs no write each: those that most people met are kept', async () => {
    const ports = shop()
    const report = (label: number) => ({
      ...{ kind: 'error' as const, label, message: '', stack: '', page: '', at: 0, crumbs: [] },
    })
    const met = (user: string, session: string, words: string[]) => {
      const changes = { session, dict: words, errors: words.map((_, label) => report(label)) }
      const batch = emptyBatch(NOON, changes)
      return ports.batches.insert({ _id: `${user}:${session}`, shard: '0', user, batch, dropped: [] })
    }
    ports.clock.now = NOON
    // one phone makes up more than anybody can have met, in more batches than anybody sends
    for (let turn = 0; turn < 40; turn++)
      await met(
        'hostile',
        `session${turn}`,
        Array.from({ length: 20 }, (_, n) => `a${turn}-${n}`),
      )
    for (const user of ['anna', 'bert']) await met(user, `sessionof${user}`, ['z-paying', 'z-menu'])
    await met('anna', 'sessionofanna2', ['z-paying'])
    await foldTick(ports, NOON + MINUTE_MS + 17_000)
    const kept = [...ports.store.issues.values()].map(({ fingerprint }) => fingerprint)
    expect(kept).toHaveLength(50)
    expect(kept).toEqual(expect.arrayContaining(['z-paying', 'z-menu']))
  })
})
