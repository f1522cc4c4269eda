/** Real functions die with kill -9 at their database calls, by turns before and after the call is carried out. */
import type { BatchDocument } from '../../core/documents/batch'
import type { MinuteDocument } from '../../core/documents/minute'
import type { HourDocument } from '../../core/rollup/tiers'
import { emptyBatch, measured } from '../fakes/batches'
import { naiveMinute } from '../fakes/naive/foldMinute'
import { shopOfSuite } from './suite'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const NOW = '2026-11-25T11:50:00+08:00'

type Call = [collection: string, action: string]

/** Of the minute's run: reading batches, writing the minute, reading and writing cursors. */
const FOLDING: Call[] = [
  ['batches', 'database.getDocument'],
  ['minutes', 'database.insertDocument'],
  ['heartbeats', 'database.getDocument'],
  ['heartbeats', 'database.modifyDocument'],
]
/** Of compacting: counting, sealing, making hours and days, moving the cursors. Deleting comes two days later. */
const COMPACTING: Call[] = [
  ['batches', 'database.getDocument'],
  ['minutes', 'database.getDocument'],
  ['minutes', 'database.modifyDocument'],
  ['hours', 'database.insertDocument'],
  ['days', 'database.insertDocument'],
  ['heartbeats', 'database.modifyDocument'],
]
const EFFECTS = [{ kill: true }, { kill: true, loseReply: true }]

const shop = shopOfSuite(['--now', NOW, '--seed', '11', '--no-history', '--no-crowd'])
let kills = 0

const store = async () => (await shop.documents<{ _id: string; shard: string }>('stores'))[0]!

async function send(openid: string, seq: number): Promise<void> {
  const { now } = await shop.control<{ now: number }>('GET', 'clock')
  const { _id } = await store()
  const batch = emptyBatch(now, {
    ...measured(1, 'GET /menu', seq % 4, 1 + (seq % 3), 80 + seq),
    ...{ store: _id, session: `session${openid}`, seq },
  })
  await shop.control('POST', 'invoke', { function: 'collect', event: { batch }, openid })
}

async function killAt(name: string, [collection, action]: Call, effect: object, run: () => Promise<unknown>) {
  await shop.control('POST', 'faults', { match: { function: name, collection, action }, effect, times: 1 })
  await run().catch(() => undefined)
  const { faults } = await shop.control<{ faults: unknown[] }>('GET', 'faults')
  kills += 1 - faults.length
  await shop.control('DELETE', 'faults')
}

/** Then the minute's run goes on, which in an empty shop works every twelve minutes. */
async function goTo(hours: number): Promise<void> {
  await shop.control('POST', 'clock', { set: Date.parse(NOW) + hours * HOUR_MS })
  await shop.advance(13 * MINUTE_MS)
}

const compact = () => shop.control('POST', 'invoke', { function: 'compact', timer: true })

test('after kills at every call the minutes are what a recount gives, and deleting takes nothing along', async () => {
  let seq = 0
  for (const effect of [...EFFECTS, ...EFFECTS])
    for (const call of FOLDING) {
      await send('anna', seq++)
      await send('bert', seq++)
      await killAt('aggregate', call, effect, () => shop.advance(MINUTE_MS))
      await shop.advance(MINUTE_MS)
    }
  await shop.advance(2 * MINUTE_MS)
  const batches = (await shop.documents<BatchDocument>('batches')).map((batch) => ({
    ...batch,
    receivedAt: new Date((batch.receivedAt as unknown as { $date: number }).$date ?? batch.receivedAt),
  }))
  expect(batches.length).toBeGreaterThanOrEqual(seq)
  const recount = [...new Set(batches.map(({ receivedAt }) => Math.floor(receivedAt.getTime() / MINUTE_MS)))]
    .sort((a, b) => a - b)
    .flatMap((minute) =>
      naiveMinute(
        '0',
        minute,
        batches.filter(({ receivedAt }) => Math.floor(receivedAt.getTime() / MINUTE_MS) === minute),
      ),
    )
  await goTo(3)
  for (const effect of EFFECTS) for (const call of COMPACTING) await killAt('compact', call, effect, compact)
  await compact()
  const inOrder = (minutes: MinuteDocument[]) =>
    minutes.sort((a, b) => (a._id < b._id ? -1 : 1)).map((minute) => JSON.stringify({ ...minute, sealed: true }))
  // the monitor's own probes go on, and come later
  const own = new Set(recount.map(({ _id }) => _id))
  const minutesNow = async () => (await shop.documents<MinuteDocument>('minutes')).filter(({ _id }) => own.has(_id))
  const minutes = await minutesNow()
  expect(minutes.every(({ sealed }) => sealed)).toBe(true)
  expect(inOrder(minutes)).toEqual(inOrder(recount))

  const ids = (documents: { _id: string }[]) => documents.map(({ _id }) => _id)
  const kept = (await shop.documents<HourDocument>('hours')).filter(({ sealed }) => sealed)
  expect(kept.length).toBeGreaterThan(0)
  // batches are deleted after two days; what is old is looked for every six hours
  for (const [turn, effect] of EFFECTS.entries()) {
    await goTo(51 + 7 * turn)
    await killAt('compact', ['batches', 'database.removeDocument'], effect, compact)
  }
  await goTo(65)
  await compact()
  await compact()
  expect(kills).toBeGreaterThanOrEqual(20)
  const left = ids(await shop.documents<{ _id: string }>('batches'))
  expect(ids(batches).filter((id) => left.includes(id))).toEqual([])
  const after = await shop.documents<{ _id: string }>('hours')
  expect(after.filter(({ _id }) => ids(kept).includes(_id))).toEqual(kept)
  expect(inOrder(await minutesNow())).toEqual(inOrder(recount))
}, 200_000)
