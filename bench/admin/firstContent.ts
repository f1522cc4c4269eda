import type { Browser, CDPSession, Page } from 'playwright-core'
import { NAMES } from '../../tools/namesInBrowser'
import type { StartedShop } from '../../tools/start/startedShop'

const TURNS = 5
/** What Lighthouse takes a phone for: a slow 4G, and a sixth of the machine it runs on. */
const ROUND_TRIP_MS = 150
const BYTES_PER_MS = (1.6 * 1024 * 1024) / 8 / 1000
const CPU_TIMES = 6

/**
 * From the tap until the overview says something, ms, the median of some turns: with what the phone kept, and without.
 * The mini-program is on the phone already, as in WeChat after the first visit. The time is made up as Lighthouse does when
 * it simulates: processor time of the page's thread, six times, and for each call that waits for another one a round trip
 * and its bytes; so it does not depend on what else the machine does.
 */
export async function firstContent(browser: Browser, shop: StartedShop): Promise<{ kept: number; cold: number }> {
  const page = await browser.newPage({ viewport: { width: 375, height: 812 }, timezoneId: 'Asia/Shanghai' })
  try {
    const session = await page.context().newCDPSession(page)
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    await page.addInitScript(NAMES)
    await page.goto(shop.phone('lanyi', 'pages/menu/index'))
    await page.waitForFunction(() => document.body.dataset.ready === 'true')
    const cold: number[] = []
    const kept: number[] = []
    for (let turn = 0; turn < TURNS; turn += 1) {
      await page.evaluate(() => localStorage.clear())
      cold.push(await openedAfter(page, session))
      kept.push(await openedAfter(page, session))
    }
    return { kept: median(kept), cold: median(cold) }
  } finally {
    await page.close()
  }
}

interface Phone {
  wx: { navigateTo(to: { url: string }): void; navigateBack(): void }
}

/** On the simulated phone, until the verdict stands on the page. */
async function openedAfter(page: Page, session: CDPSession): Promise<number> {
  const line = watchCalls(page)
  const before = await threadMs(session)
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const look = (): void => {
          const verdict = document.querySelector('.page-layer:not([hidden]) [role=heading][class*=verdict]')
          if (verdict?.textContent) resolve()
          else requestAnimationFrame(look)
        }
        ;(globalThis as unknown as Phone).wx.navigateTo({ url: '/admin/pages/overview/index' })
        look()
      }),
  )
  const cpuMs = (await threadMs(session)) - before
  const networkMs = await line.stop()
  await page.evaluate(() => (globalThis as unknown as Phone).wx.navigateBack())
  await page.waitForTimeout(1000)
  return Math.round(cpuMs * CPU_TIMES + networkMs)
}

/** Processor time of the page's main thread so far. */
async function threadMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
}

/** What the calls that were answered meanwhile cost on the simulated line: calls side by side share a round trip. */
function watchCalls(page: Page): { stop(): Promise<number> } {
  let underWay = 0
  let roundTrips = 0
  const sizes: Promise<number>[] = []
  const asked = (call: { url(): string }) => {
    if (!isCall(call)) return
    if (underWay === 0) roundTrips += 1
    underWay += 1
  }
  const answered = (answer: { url(): string; body(): Promise<Buffer> }) => {
    if (!isCall(answer)) return
    underWay -= 1
    sizes.push(answer.body().then(({ length }) => length))
  }
  page.on('request', asked)
  page.on('response', answered)
  return {
    async stop() {
      page.off('request', asked)
      page.off('response', answered)
      if (sizes.length === 0) return 0
      const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
      return roundTrips * ROUND_TRIP_MS + bytes / BYTES_PER_MS
    },
  }
}

const isCall = (one: { url(): string }): boolean => one.url().endsWith('/_phone/call')

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
