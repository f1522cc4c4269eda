/** Figures of the SDK beside the browser's own timeline of the same visit: the profile behind DevTools' Performance panel. */
import type { Browser, CDPSession } from 'playwright-core'
import type { BatchV1 } from '../../contract/batch'
import { METRICS, type MetricName } from '../../contract/metrics'
import { launchBrowser } from '../../tools/browser'
import { removeFolder, type StartedShop, startShop } from './startedShop'
import { type Timeline, timelineOf } from './timeline'

/** A slow phone: what is compared should be long beside what a sample of the profile takes. */
const slowdown = 2
const sampleUs = 200
const agreement = 0.1
/** a figure of the SDK is a whole number of ms, and a sample of the profile has a place */
const roundingMs = 2

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

async function startProfile(session: CDPSession): Promise<void> {
  await session.send('Profiler.enable')
  await session.send('Profiler.setSamplingInterval', { interval: sampleUs })
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  await session.send('Profiler.start')
}

/** A visit from its launch to the second page. */
async function visit(): Promise<Timeline> {
  const page = await browser.newPage({ viewport: { width: 375, height: 812 }, locale: 'zh-CN' })
  page.setDefaultTimeout(30_000)
  await page.goto(`${shop.url}/shell/phone.css`) // the profile stays with the process, which stays with the origin
  const session = await page.context().newCDPSession(page)
  await startProfile(session)
  await page.goto(shop.phone('openid-wang', 'pages/menu/index'))
  await page.getByLabel('加一份招牌牛肉面').click()
  await page.getByText('去结算').click()
  await page.getByText(/提交订单/).waitFor()
  await page.waitForTimeout(300)
  const { profile } = await session.send('Profiler.stop')
  return timelineOf(profile)
}

test('launch, render and setData agree with the browser’s own timeline within 10 %', async () => {
  const timeline = await visit()
  await shop.advance(90_000)
  const batches = (await shop.documents<{ batch: BatchV1 }>('batches')).map(({ batch }) => batch)
  const told = (metric: MetricName, label: string) =>
    batches.flatMap(({ points, dict }) =>
      points.filter(([id, l]) => id === METRICS[metric].id && dict[l] === label).map(([, , , , ms]) => ms),
    )
  const menu = 'pages/menu/index'
  const checkout = 'pages/checkout/index'
  const [launchMs] = timeline.runs('start', 'push')
  const [menuMs, checkoutMs] = timeline.between('push', 'once')
  const rows: [string, number | undefined, number | undefined][] = [
    ['launch', told('launch', menu)[0], launchMs],
    ['render of the menu', told('render', menu)[0], menuMs],
    ['render of the checkout', told('render', checkout)[0], checkoutMs],
    ['setData of the menu', Math.max(...told('setData', menu)), Math.max(...timeline.runs('setData'))],
  ]
  for (const [name, ours = Number.NaN, browsers = Number.NaN] of rows) {
    expect([name, browsers > 10]).toEqual([name, true])
    expect([name, ours, Math.abs(ours - browsers) <= Math.max(browsers * agreement, roundingMs)]).toEqual([
      name,
      ours,
      true,
    ])
  }
}, 120_000)
