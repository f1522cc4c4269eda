import type { Browser, Page } from 'playwright-core'
import { namesInBrowser } from '../../tools/namesInBrowser'
import type { StartedShop } from '../../tools/start/startedShop'

const TURNS = 5
/** What Lighthouse throttles a phone to: a slow 4G, and a sixth of this machine. */
const LATENCY_MS = 150
const BYTES_PER_SECOND = (1.6 * 1024 * 1024) / 8
const CPU_TIMES = 6

/**
 * From the tap until the overview says something, ms, the median of some turns: with what the phone kept, and without.
 * The mini-program is on the phone already, as in WeChat after the first visit.
 */
export async function firstContent(browser: Browser, shop: StartedShop): Promise<{ kept: number; cold: number }> {
  const page = await browser.newPage({ viewport: { width: 375, height: 812 }, timezoneId: 'Asia/Shanghai' })
  try {
    await page.goto(shop.phone('lanyi', 'pages/menu/index'))
    await page.waitForFunction(() => document.body.dataset.ready === 'true')
    await namesInBrowser(page)
    const session = await page.context().newCDPSession(page)
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: LATENCY_MS,
      downloadThroughput: BYTES_PER_SECOND,
      uploadThroughput: BYTES_PER_SECOND,
    })
    await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_TIMES })
    const cold: number[] = []
    const kept: number[] = []
    for (let turn = 0; turn < TURNS; turn += 1) {
      await page.evaluate(() => localStorage.clear())
      cold.push(await openedAfter(page))
      kept.push(await openedAfter(page))
    }
    return { kept: median(kept), cold: median(cold) }
  } finally {
    await page.close()
  }
}

interface Phone {
  wx: { navigateTo(to: { url: string }): void; navigateBack(): void }
}

async function openedAfter(page: Page): Promise<number> {
  const ms = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const began = performance.now()
        const look = (): void => {
          const verdict = document.querySelector('.page-layer:not([hidden]) [role=heading][class*=verdict]')
          if (verdict?.textContent) resolve(performance.now() - began)
          else requestAnimationFrame(look)
        }
        ;(globalThis as unknown as Phone).wx.navigateTo({ url: '/admin/pages/overview/index' })
        look()
      }),
  )
  await page.evaluate(() => (globalThis as unknown as Phone).wx.navigateBack())
  await page.waitForTimeout(1000)
  return Math.round(ms)
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
