import type { Browser } from 'playwright-core'
import { namesInBrowser } from '../../tools/namesInBrowser'
import type { StartedShop } from '../../tools/start/startedShop'

const REFRESHES = 4
/** A page of numbers asks again within this, on the virtual clock. */
const REFRESH_MS = 60_000

interface WatchedPage {
  setData(fields: object): void
  data: object
}

/**
 * What a page sends from its logic to its view: with the first answer, and with each later one while the shop goes on.
 * In bytes of UTF-8 JSON, as WeChat sends it.
 */
export async function refreshBytes(
  browser: Browser,
  shop: StartedShop,
  name: string,
): Promise<{ first: number; refreshes: number[] }> {
  const page = await browser.newPage({ viewport: { width: 375, height: 812 }, timezoneId: 'Asia/Shanghai' })
  try {
    await page.goto(shop.phone('lanyi', `admin/pages/${name}/index`))
    await page.waitForFunction(() => document.body.dataset.ready === 'true')
    await page.waitForFunction(() => {
      const [top] = (globalThis as unknown as { getCurrentPages(): WatchedPage[] }).getCurrentPages()
      return (top?.data as { state?: string } | undefined)?.state === 'seen'
    })
    await namesInBrowser(page)
    const first = await page.evaluate(() => {
      const scope = globalThis as unknown as { getCurrentPages(): WatchedPage[]; sentBytes: number }
      const top = scope.getCurrentPages()[0] as WatchedPage
      const size = (fields: object) => new TextEncoder().encode(JSON.stringify(fields)).length
      const setData = top.setData.bind(top)
      scope.sentBytes = 0
      top.setData = (fields) => {
        scope.sentBytes += size(fields)
        setData(fields)
      }
      return size(top.data)
    })
    const refreshes: number[] = []
    for (let turn = 0; turn < REFRESHES; turn += 1) {
      await shop.advance(REFRESH_MS)
      await page.waitForTimeout(500)
      refreshes.push(
        await page.evaluate(() => {
          const scope = globalThis as unknown as { sentBytes: number }
          const bytes = scope.sentBytes
          scope.sentBytes = 0
          return bytes
        }),
      )
    }
    return { first, refreshes }
  } finally {
    await page.close()
  }
}
