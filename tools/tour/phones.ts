import type { Browser, Page } from 'playwright-core'
import { NAMES } from '../namesInBrowser'
import type { StartedShop } from '../start/startedShop'

/** A phone's glass and whether its owner likes it dark. */
export interface Screen {
  width: number
  height: number
  dark: boolean
}

const large = { width: 375, height: 812 }
const small = { width: 320, height: 568 }

/** The usual phone, the smallest that WeChat still runs on, and both in the dark. */
export const SCREENS: Screen[] = [
  { ...large, dark: false },
  { ...small, dark: false },
  { ...large, dark: true },
  { ...small, dark: true },
]

/** So long a page may take on a machine that does other things too. */
export const WAIT_MS = 60_000

export interface Phone {
  page: Page
  screen: Screen
  /** errors that its pages threw, since they were last taken */
  faults: string[]
  /** calls of the page to the cloud that have no answer yet */
  underWay(): number
}

interface Hand {
  wx: { reLaunch(to: { url: string }): void }
}

/**
 * Phones that stay open: the next stop is the next page on the same phone, as in WeChat, without another start of the
 * mini-program.
 */
export class Phones {
  private readonly kept = new Map<string, Promise<Phone>>()

  constructor(
    private readonly browser: Browser,
    private readonly shop: StartedShop,
  ) {}

  /** @returns the phone of that person and screen, with the page in front */
  async at(screen: Screen, openid: string, page: string): Promise<Phone> {
    const key = JSON.stringify([screen, openid])
    const kept = this.kept.get(key)
    if (kept === undefined) {
      const opening = this.open(screen, openid, page)
      this.kept.set(key, opening)
      return opening
    }
    const phone = await kept
    await phone.page.setViewportSize(screen)
    await phone.page.evaluate((url) => (globalThis as unknown as Hand).wx.reLaunch({ url }), `/${page}`)
    return phone
  }

  /** @param spoil done before the mini-program starts */
  async open(
    { dark, ...viewport }: Screen,
    openid: string,
    page: string,
    spoil?: (page: Page) => Promise<unknown>,
  ): Promise<Phone> {
    const profile = await this.browser.newContext({
      viewport,
      colorScheme: dark ? 'dark' : 'light',
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      deviceScaleFactor: 2,
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const tab = await profile.newPage()
    tab.setDefaultTimeout(WAIT_MS)
    const faults: string[] = []
    const calls = new Set<unknown>()
    tab.on('pageerror', (error) => faults.push(`threw: ${error.message}`))
    tab.on('request', (call) => call.url().endsWith('/_phone/call') && calls.add(call))
    tab.on('response', (answer) => calls.delete(answer.request()))
    tab.on('requestfailed', (call) => calls.delete(call))
    await tab.addInitScript(NAMES)
    await spoil?.(tab)
    await tab.goto(this.shop.phone(openid, page, dark ? { theme: 'dark' } : {}))
    await tab.waitForFunction(() => document.body.dataset.ready === 'true')
    return { page: tab, screen: { ...viewport, dark }, faults, underWay: () => calls.size }
  }

  async close(): Promise<void> {
    for (const phone of this.kept.values()) await (await phone).page.context().close()
    this.kept.clear()
  }
}
