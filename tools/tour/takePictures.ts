import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import type { StartedShop } from '../start/startedShop'
import { axeOf } from './axe'
import { lookAt } from './lookAt'
import type { Stop } from './stop'

export interface Size {
  width: number
  height: number
}

export const SIZES: Size[] = [
  { width: 375, height: 812 },
  { width: 320, height: 568 },
]

export interface Picture {
  file: string
  size: Size
  stop: Stop
  /** what is wrong with it, one line each */
  wrong: string[]
}

const WAIT_MS = 15_000
/** A picture is as long as its page, up to this. */
const LONGEST_PX = 6000

/** Opens a page on a fresh phone, looks at it as it lies on the screen, and takes a picture of all of it. */
export async function takePicture(
  browser: Browser,
  shop: StartedShop,
  stop: Stop,
  size: Size,
  folder: string,
): Promise<Picture> {
  const profile = await browser.newContext({
    viewport: size,
    colorScheme: stop.dark ? 'dark' : 'light',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    deviceScaleFactor: 2,
  })
  const file = `${stop.name}-${size.width}.png`
  const wrong: string[] = []
  try {
    const page = await profile.newPage()
    page.setDefaultTimeout(WAIT_MS)
    page.on('pageerror', (error) => wrong.push(`threw: ${error.message}`))
    await page.goto(shop.phone(stop.openid ?? 'lanyi', stop.page, stop.dark ? { theme: 'dark' } : {}))
    await page.waitForFunction(() => document.body.dataset.ready === 'true')
    await saying(page, stop.says)
    await stop.prepare?.(page, shop)
    await page.waitForTimeout(300)
    wrong.push(...(await lookAt(page)))
    await page.setViewportSize({ ...size, height: await heightOf(page, size.height) })
    await page.waitForTimeout(300)
    await page.screenshot({ path: join(folder, file) })
    wrong.push(...(await axeOf(page)).wrong)
  } catch (error) {
    wrong.push(`never came: ${(error as Error).message.split('\n')[0]}`)
  } finally {
    await profile.close()
  }
  return { file, size, stop, wrong }
}

async function saying(page: Page, words: RegExp): Promise<void> {
  const deadline = performance.now() + WAIT_MS
  let text = ''
  while (performance.now() < deadline) {
    text = (await page.locator('.page-layer:not([hidden])').textContent()) ?? ''
    if (words.test(text.replace(/\s+/g, ' '))) return
    await page.waitForTimeout(100)
  }
  throw new Error(`it never said ${words}; it says: ${text.replace(/\s+/g, ' ').slice(0, 200)}`)
}

/** As high as all that scrolls inside. */
const heightOf = (page: Page, least: number): Promise<number> =>
  page.evaluate(
    ([low, high]) => {
      const inside = [...document.querySelectorAll('.page-layer:not([hidden]), .page-layer:not([hidden]) *')]
      return Math.min(high, Math.max(low, ...inside.map((one) => one.scrollHeight)) + 1)
    },
    [least, LONGEST_PX] as const,
  )
