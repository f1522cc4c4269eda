import { launchBrowser } from '../../tools/browser'
import { removeFolder, startShop } from '../../tools/start/startedShop'
import type { Row } from '../harness/row'
import { firstContent } from './firstContent'
import { refreshBytes } from './refreshBytes'

const PAGES = ['overview', 'response', 'transactions', 'errors', 'experience', 'load'] as const
const MOST_BYTES = 20_000
/** Lighthouse calls a first content within this good on the phone that it simulates. */
const GOOD_MS = 1800
/** Twelve minutes of lunch, so that pages have something to show. */
const FILL_MS = 12 * 60_000

/** The admin pages on the local cloud, at lunch with a crowd: what a refresh sends to the view, how soon there is something to read. */
export async function* adminGroup(): AsyncIterable<Row> {
  const shop = await startShop(['--now', '2026-11-25T11:50:00+08:00', '--seed', '7'])
  const browser = await launchBrowser()
  try {
    await shop.advance(FILL_MS)
    let worst = 0
    for (const name of PAGES) {
      const { first, refreshes } = await refreshBytes(browser, shop, name)
      const most = Math.max(...refreshes)
      worst = Math.max(worst, most)
      yield { name: `admin.setdata.first.${name}`, value: first }
      yield { name: `admin.setdata.refresh.${name}`, value: most }
    }
    yield { name: 'admin.setdata.refresh', value: worst, target: MOST_BYTES }
    const { kept, cold } = await firstContent(browser, shop)
    yield { name: 'admin.firstContent', value: kept, target: GOOD_MS }
    yield { name: 'admin.firstContent.cold', value: cold, target: GOOD_MS }
  } finally {
    await browser.close()
    await shop.stop()
    removeFolder(shop)
  }
}
