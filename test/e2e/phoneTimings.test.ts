/** Figures of the SDK beside the browser's own performance timeline of the same visit. */
import type { Browser, Page } from 'playwright-core'
import type { BatchV1 } from '../../contract/batch'
import { METRICS, type MetricName } from '../../contract/metrics'
import { launchBrowser } from '../../tools/browser'
import { removeFolder, type StartedShop, startShop } from './startedShop'

/** A slow phone: what is compared should be long beside the clock's steps. */
const slowdown = 3
const agreement = 0.1
/** a figure of the SDK is a whole number of ms, and the machine may take the processor away between two looks at its clock */
const clockMs = 4

let browser: Browser
let shop: StartedShop
beforeAll(async () => {
  browser = await launchBrowser()
  shop = await startShop(['--now', '2026-11-25T11:50:00+08:00', '--no-crowd', '--no-history'])
}, 180_000)
afterAll(async () => {
  await browser.close()
  await shop.stop()
  removeFolder(shop)
})

interface Route {
  path: string
}
type Phone = {
  wx: Record<'onAppRoute' | 'onAppRouteDone', (heard: (route: Route) => void) => void>
  getCurrentPages(): { setData(...change: unknown[]): void }[]
}

/** Runs in the browser before the phone: marks and measures of the browser, without a look at what the SDK measures. */
function markVisit(): void {
  const phone = globalThis as unknown as Phone
  let wx: Phone['wx'] | undefined
  const watch = (route: Route) => {
    performance.mark(`begin ${route.path}`)
    requestAnimationFrame(() => performance.measure(`render ${route.path}`, `begin ${route.path}`))
  }
  const done = ({ path }: Route) => {
    performance.measure(`launch ${path}`, `begin ${path}`)
    const page = phone.getCurrentPages().at(-1)
    if (!page) return
    const { setData } = page
    page.setData = function (...change) {
      const start = performance.now()
      setData.apply(this, change)
      performance.measure(`setData ${path}`, { start })
    }
  }
  Object.defineProperty(globalThis, 'wx', {
    get: () => wx,
    set(given: Phone['wx']) {
      wx = given
      wx.onAppRoute(watch)
      wx.onAppRouteDone(done)
    },
  })
}

const measuresOf = (page: Page) =>
  page.evaluate(() => performance.getEntriesByType('measure').map(({ name, duration }) => ({ name, duration })))

/** From the launch to the second page. @returns the longest of each measure, in ms */
async function visit(): Promise<Map<string, number>> {
  const page = await browser.newPage({ viewport: { width: 375, height: 812 }, locale: 'zh-CN' })
  page.setDefaultTimeout(30_000)
  await page.addInitScript(markVisit)
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  await page.goto(shop.phone('openid-wang', 'pages/menu/index'))
  await page.getByLabel('加一份招牌牛肉面').click()
  await page.getByText('去结算').click()
  await page.getByText(/提交订单/).waitFor()
  await page.waitForTimeout(300)
  const longest = new Map<string, number>()
  for (const { name, duration } of await measuresOf(page)) {
    longest.set(name, Math.max(duration, longest.get(name) ?? 0))
  }
  return longest
}

test('launch, render and setData agree with the browser’s own timeline within 10 %', async () => {
  const measured = await visit()
  await shop.advance(90_000)
  const batches = (await shop.documents<{ batch: BatchV1 }>('batches')).map(({ batch }) => batch)
  const told = (metric: MetricName, label: string) =>
    Math.max(
      ...batches.flatMap(({ points, dict }) =>
        points.filter(([id, l]) => id === METRICS[metric].id && dict[l] === label).map(([, , , , ms]) => ms),
      ),
    )
  for (const [metric, path] of [
    ['launch', 'pages/menu/index'],
    ['render', 'pages/menu/index'],
    ['render', 'pages/checkout/index'],
    ['setData', 'pages/menu/index'],
  ] as const) {
    const browsers = measured.get(`${metric} ${path}`) ?? 0
    const ours = told(metric, path)
    const agrees = browsers > 10 && Math.abs(ours - browsers) <= Math.max(browsers * agreement, clockMs)
    expect({ metric, path, ours, browsers, agrees }).toMatchObject({ agrees: true })
  }
}, 120_000)
