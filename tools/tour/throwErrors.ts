import type { Browser } from 'playwright-core'
import type { StartedShop } from '../start/startedShop'

/** Errors leave a phone within this, on the virtual clock. */
const SENT_MS = 20_000

/** So many customers come to the menu in a browser, and the page's own code breaks in their hands. */
export async function throwErrors(shop: StartedShop, customers: number, browser: Browser): Promise<void> {
  const pages = await Promise.all(
    Array.from({ length: customers }, (_, index) => breakAt(shop, `openid-broken-${index}`, browser)),
  )
  await shop.advance(SENT_MS)
  for (const page of pages) await page.close()
}

async function breakAt(shop: StartedShop, openid: string, browser: Browser) {
  const page = await browser.newPage({ viewport: { width: 375, height: 812 }, locale: 'zh-CN' })
  await page.goto(shop.phone(openid, 'pages/menu/index'))
  await page.waitForFunction(() => document.body.dataset.ready === 'true')
  const thrown = page.waitForEvent('pageerror')
  await page.evaluate(() => {
    const [menu] = (globalThis as unknown as { getCurrentPages(): { changeCount(): void }[] }).getCurrentPages()
    setTimeout(() => menu?.changeCount())
  })
  await thrown
  return page
}
