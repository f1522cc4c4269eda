import { launchBrowser } from '../browser'
import type { StartedShop } from '../start/startedShop'

/** So many customers come to the menu in a browser, and the page's own code breaks in their hands. */
export async function throwErrors(shop: StartedShop, customers: number): Promise<void> {
  const browser = await launchBrowser()
  try {
    for (let index = 0; index < customers; index += 1) {
      const page = await browser.newPage({ viewport: { width: 375, height: 812 }, locale: 'zh-CN' })
      await page.goto(shop.phone(`openid-broken-${index}`, 'pages/menu/index'))
      await page.waitForFunction(() => document.body.dataset.ready === 'true')
      await page.evaluate(() => {
        const [menu] = (globalThis as unknown as { getCurrentPages(): { changeCount(): void }[] }).getCurrentPages()
        setTimeout(() => menu?.changeCount())
      })
      await page.waitForTimeout(300)
      await shop.advance(20_000)
    }
  } finally {
    await browser.close()
  }
}
