/** The whole cloud dies with kill -9 in the middle of an incident, again and again: none lost, nobody told twice. */
import { removeFolder, type StartedShop } from '../../tools/start/startedShop'
import { startShop } from './startedShop'

const STARTED = ['--now', '2026-11-25T11:50:00+08:00', '--seed', '7', '--no-history']
const BROKEN_PAYMENT = { match: { api: 'requestPayment' }, effect: { errCode: -1 } }
/** Real milliseconds into a moving clock: runs are killed while they fold, judge, write and send. */
const KILLED_AFTER_MS = [150, 400, 700, 1000]

let shop: StartedShop
afterAll(async () => {
  await shop.stop()
  removeFolder(shop)
})

test('a critical incident survives the kills, and each person hears of it once', async () => {
  shop = await startShop(STARTED)
  await shop.advance(4 * 60_000)
  for (const afterMs of KILLED_AFTER_MS) {
    await shop.control('POST', 'faults', BROKEN_PAYMENT)
    const moving = shop.advance(2 * 60_000).catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve, afterMs))
    await shop.kill()
    await moving
    shop = await startShop(STARTED, shop.folder)
  }
  await shop.control('POST', 'faults', BROKEN_PAYMENT)
  await shop.advance(10 * 60_000)

  const incidents = (await shop.documents<{ area: string; severity: string }>('incidents')).filter(
    ({ area }) => area === 'ordering',
  )
  expect(incidents).toEqual([expect.objectContaining({ severity: 'crit' })])
  const critical = (await shop.messages()).filter(({ templateId }) => templateId === 'tmpl-critical')
  const told = critical.map(({ to }) => to)
  expect(told).toContain('lanyi')
  expect(new Set(told).size).toBe(told.length)
}, 300_000)
