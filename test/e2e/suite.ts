/** What a whole suite shares: there before its first test, gone after its last. */
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../../tools/browser'
import { removeFolder, type StartedShop } from '../../tools/start/startedShop'
import { startShop } from './startedShop'

/** One shop, started by `npm start` with these words; its data folder goes with it. */
export function shopOfSuite(args: string[]): StartedShop {
  const shop = {} as StartedShop
  beforeAll(async () => void Object.assign(shop, await startShop(args)))
  afterAll(async () => {
    await shop.stop()
    removeFolder(shop)
  })
  return shop
}

/** One browser. */
export function browserOfSuite(): () => Browser {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())
  return () => browser
}
