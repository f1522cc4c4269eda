import fc from 'fast-check'
import type { BatchV1 } from '../../../contract/batch'
import { dropReasonCode } from '../../../contract/dropReasons'
import { collectBatch } from '../../../core/ingest/collectBatch'
import { BATCHES_BEYOND, BATCHES_PER_USER, IntakeLoad } from '../../../core/ingest/intakeLoad'
import { foldMinute } from '../../../core/rollup/foldMinute'
import { fakeStore } from '../../fakes/alertedShop'
import { emptyBatch, measured, NOON, storedBatch } from '../../fakes/batches'
import { fakePorts } from '../../fakes/ports'

const shop = () => {
  const ports = fakePorts(NOON)
  ports.store.stores.set('s1', fakeStore)
  ports.store.stores.set('s2', { ...fakeStore, _id: 's2' })
  return ports
}
type Shop = ReturnType<typeof shop>
const sender = (user: string) => ({ user, place: { region: '', carrier: '' }, worksIn: [] })

describe('who sends far too much', () => {
  const MOST = BATCHES_PER_USER + BATCHES_BEYOND
  const send = (
    ...[ports, load, user, seq, now = NOON, said = {}]: [Shop, IntakeLoad, string, number, number?, Partial<BatchV1>?]
  ) => {
    const batch = emptyBatch(now, { seq, ...measured(1, 'GET /menu', 0, 2), ...said })
    return collectBatch(ports, sender(user), { batch }, now, { load })
  }

  const RATE_LIMITED = dropReasonCode('rate_limited')
  /** Of what was refused, and of anything else, as the cloud keeps it. */
  const told = (ports: Shop) => [...ports.store.batches.values()].flatMap(({ dropped }) => dropped)

  it('is asked to be silent, is not stored, and what was refused is counted with the next batch of the store', async () => {
    const ports = shop()
    const load = new IntakeLoad()
    for (let seq = 0; seq < BATCHES_PER_USER; seq++)
      expect(await send(ports, load, 'loud', seq)).toMatchObject({ value: { steering: { pauseUntil: 0 } } })
    // what is on its way when silence is asked for is still written: the fold counts who is over
    for (let seq = BATCHES_PER_USER; seq < MOST; seq++)
      expect(await send(ports, load, 'loud', seq)).toMatchObject({
        value: { accepted: 2, dropped: {}, steering: { pauseUntil: NOON + 60_000 } },
      })
    expect(await send(ports, load, 'loud', 99)).toMatchObject({
      ok: true,
      value: { accepted: 0, dropped: { rate_limited: 2 }, steering: { pauseUntil: NOON + 60_000 } },
    })
    expect(ports.store.batches.size).toBe(MOST)
    await send(ports, load, 'other', 0)
    await send(ports, load, 'other', 1)
    expect(told(ports)).toEqual([[RATE_LIMITED, 2]])
  })

  it('and sends again what is stored, is answered as the first time, without a call and without being counted', async () => {
    const ports = shop()
    const load = new IntakeLoad()
    for (let seq = 0; seq < BATCHES_PER_USER; seq++) await send(ports, load, 'loud', seq)
    const calls: string[] = []
    ports.before.run = (name) => void calls.push(name)
    for (const now of [NOON, NOON + 60_000])
      expect(await send(ports, load, 'loud', 3, now)).toMatchObject({ value: { accepted: 2, dropped: {} } })
    expect(calls).not.toContain('batches.insert')
    await send(ports, load, 'other', 0)
    expect(told(ports)).toEqual([])
    // the same number of another session or person is another batch
    expect(await send(ports, load, 'calm', 3, NOON + 60_000)).toMatchObject({ value: { accepted: 2 } })
    expect(ports.store.batches.size).toBe(BATCHES_PER_USER + 2)
  })

  it('and sends again what another instance stored, is answered as the first time, and nothing is told as refused', async () => {
    const ports = shop()
    const [one, other] = [new IntakeLoad(), new IntakeLoad()]
    await send(ports, one, 'loud', 100)
    for (let seq = 0; seq < BATCHES_PER_USER; seq++) await send(ports, other, 'loud', seq)
    expect(await send(ports, other, 'loud', 100)).toMatchObject({ value: { accepted: 2, dropped: {} } })
    expect(ports.store.batches.size).toBe(BATCHES_PER_USER + 1)
    await send(ports, other, 'calm', 0)
    expect(told(ports)).toEqual([])
  })

  /** An instance by which a loud person had two events of s1 refused. */
  const owing = async (ports: Shop) => {
    const load = new IntakeLoad()
    for (let seq = 0; seq <= MOST; seq++) await send(ports, load, 'loud', seq)
    return load
  }

  it('lets nobody else be silent or refused, and of what was refused nothing is told of another store', async () => {
    const ports = shop()
    const load = await owing(ports)
    expect(await send(ports, load, 'calm', 0, NOON, { store: 's2' })).toMatchObject({
      value: { accepted: 2, dropped: {}, steering: { pauseUntil: 0 } },
    })
    expect(told(ports)).toEqual([])
    await send(ports, load, 'calm', 1)
    expect(told(ports)).toEqual([[RATE_LIMITED, 2]])
  })

  it('is told beside what the next batch lost itself, which is answered only its own', async () => {
    const ports = shop()
    const load = await owing(ports)
    const unknown = measured(77, 'x', 0, 3)
    expect(await send(ports, load, 'calm', 0, NOON, unknown)).toMatchObject({
      value: { dropped: { unknown_metric: 3 } },
    })
    expect(told(ports)).toEqual([
      [dropReasonCode('unknown_metric'), 3],
      [RATE_LIMITED, 2],
    ])
  })

  it('is told by the next batch that is stored, not by one that another instance had stored', async () => {
    const ports = shop()
    await send(ports, new IntakeLoad(), 'calm', 0)
    const load = await owing(ports)
    await send(ports, load, 'calm', 0)
    expect(told(ports)).toEqual([])
    await send(ports, load, 'calm', 1)
    expect(told(ports)).toEqual([[RATE_LIMITED, 2]])
  })

  it('is told later of what was refused while it was being told, and each event once', async () => {
    const ports = shop()
    const load = await owing(ports)
    ports.before.run = (name) => void (name === 'batches.insert' && load.owe('s1', 5))
    await send(ports, load, 'calm', 0)
    ports.before.run = () => {}
    await send(ports, load, 'calm', 1)
    await send(ports, load, 'calm', 2)
    expect(told(ports)).toEqual([
      [RATE_LIMITED, 2],
      [RATE_LIMITED, 5],
    ])
  })

  it('is silent, and afterwards sends as seldom as everybody is asked to', async () => {
    const ports = shop()
    const load = new IntakeLoad()
    for (let other = 0; other < 600; other++) await send(ports, load, `u${other}`, 0)
    for (let seq = 0; seq < BATCHES_PER_USER; seq++) await send(ports, load, 'loud', seq)
    expect(await send(ports, load, 'loud', 30)).toMatchObject({
      value: { steering: { intervalMs: 60_000, sample: 0.5, pauseUntil: NOON + 60_000 } },
    })
  })

  /** A phone: one batch on its way, sent again until there is an answer, and silent while it is asked to be. */
  const phone = (session: string) => ({ session, seq: 0, quietUntil: 0 })

  it.each([
    [1, 2],
    [2, 1],
  ])(
    'on phones that do as they are asked (%d), with answers lost (%d), is never refused what is stored',
    async (holds, losses) => {
      const attempts = fc.array(fc.record({ phone: fc.nat(holds - 1), instance: fc.constantFrom(0, 0, 0, 1, 2) }), {
        minLength: 80,
        maxLength: 80,
      })
      let refused = 0
      let silences = 0
      await fc.assert(
        fc.asyncProperty(
          attempts,
          fc.array(fc.integer({ min: 20, max: 79 }), { maxLength: losses }),
          async (all, lost) => {
            const ports = shop()
            const loads = [new IntakeLoad(), new IntakeLoad(), new IntakeLoad()]
            const phones = [phone('session0001'), phone('session0002')]
            for (const [index, { phone: which, instance }] of all.entries()) {
              const now = NOON + index
              const own = phones[which] as ReturnType<typeof phone>
              if (own.quietUntil > now) continue
              const batch = emptyBatch(now, { session: own.session, seq: own.seq, ...measured(1, 'GET /menu', 0, 2) })
              const load = loads[instance] as IntakeLoad
              const before = new Set(ports.store.batches.keys())
              const answer = await collectBatch(ports, sender('loud'), { batch }, now, { load })
              if (!answer.ok) throw new Error(answer.error.message)
              const isRefused = answer.value.accepted === 0
              if (isRefused) expect(before.has(`loud:${own.session}-${own.seq}`)).toBe(false)
              refused += isRefused ? 1 : 0
              if (lost.includes(index)) continue
              own.seq += 1
              own.quietUntil = answer.value.steering.pauseUntil
              silences += own.quietUntil > 0 ? 1 : 0
            }
          },
        ),
        { numRuns: 100 },
      )
      expect(silences).toBeGreaterThan(50)
      expect(refused).toBeLessThan(silences / 10)
    },
  )

  it('may speak again in the next minute', async () => {
    const ports = shop()
    const load = new IntakeLoad()
    for (let seq = 0; seq <= MOST; seq++) await send(ports, load, 'loud', seq)
    expect(await send(ports, load, 'loud', 100, NOON + 60_000)).toMatchObject({ value: { accepted: 2 } })
  })

  it('counts with the first of its batches only, however many instances took them, in any order', () => {
    const batches = Array.from({ length: BATCHES_PER_USER + 5 }, (_, index) =>
      storedBatch(`session-${String(index).padStart(2, '0')}`, 'loud', NOON, measured(1, 'GET /menu', 0, 2)),
    )
    const [folded] = foldMinute('0', NOON / 60_000, [...batches, storedBatch('a', 'calm', NOON)])
    expect(folded?.batches).toBe(BATCHES_PER_USER + 6)
    expect(folded?.stores.s1?.series.c).toEqual([[2 * BATCHES_PER_USER]])
    expect(folded?.stores.s1?.dropped).toEqual([[dropReasonCode('rate_limited'), 10]])
    expect(foldMinute('0', NOON / 60_000, [storedBatch('a', 'calm', NOON), ...batches.reverse()])).toEqual([folded])
  })
})
