/** Phones of one suite, in a real browser, in the hands of several people. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { PATIENCE_MS } from './patience'

/** Each phone holds a connection for the clock, and a browser has six to an address. */
const PHONES_A_PROFILE = 4
const SCREEN = {
  viewport: { width: 375, height: 812 },
  locale: 'zh-CN',
  // wherever the browser stands, the shop's phones show China's time
  timezoneId: 'America/New_York',
  permissions: ['clipboard-read', 'clipboard-write'],
}

/**
 * Opens phones that were never used before. They share browser profiles: what one of them compiled, the next finds
 * compiled, and a person's storage is their own all the same. A phone ends with `page.close()`.
 */
export function phonesOf(browser: () => Browser): (address: string) => Promise<Page> {
  const tabOf = tabsOf(browser, SCREEN)
  return async (address) => {
    const page = await tabOf(personOf(address))
    page.setDefaultTimeout(PATIENCE_MS)
    await page.goto(address)
    await page.waitForFunction(() => document.body.dataset.ready === 'true')
    return page
  }
}

/**
 * Empty tabs in few profiles: a phone in one of them finds nothing kept. Two phones of one person are in two profiles:
 * what one of them keeps, the other would take away.
 */
export function tabsOf(
  browser: () => Browser,
  screen: BrowserContextOptions,
): (person?: string | null) => Promise<Page> {
  const profiles: BrowserContext[] = []
  return async (person = null) => {
    const isTheirs = (page: Page) => person !== null && personOf(page.url()) === person
    let profile = profiles.find((one) => one.pages().length < PHONES_A_PROFILE && !one.pages().some(isTheirs))
    if (profile === undefined) {
      profile = await browser().newContext(screen)
      await profile.addInitScript(emptyStorage)
      profiles.push(profile)
    }
    return profile.newPage()
  }
}

function personOf(address: string): string | null {
  return new URL(address).searchParams.get('openid')
}

/** Runs in the browser, once a tab: closed over nothing. */
function emptyStorage(): void {
  if (sessionStorage.getItem('used') !== null) return
  sessionStorage.setItem('used', '')
  const drawer = `phone:${new URLSearchParams(location.search).get('openid')}:`
  for (const key of Object.keys(localStorage)) if (key.startsWith(drawer)) localStorage.removeItem(key)
}
