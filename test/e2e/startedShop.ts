import type { Locator, Page } from 'playwright-core'
import { requireFresh } from '../../tools/build/freshness'
import { type StartedShop, startShop as start } from '../../tools/start/startedShop'
import { untilSaid } from './patience'

/** As `npm start`, which would build first; here the build is the caller's. */
export async function startShop(...words: Parameters<typeof start>): Promise<StartedShop> {
  requireFresh('functions', 'sdk', 'phone', 'shell')
  return start(...words)
}

/** The page in front of a phone: those that it covers are there too. */
export const front = (phone: Page): Locator => phone.locator('.page-layer:not([hidden])')

/** The first button of the page in front whose name has these words. */
export const button = (phone: Page, name: string | RegExp): Locator =>
  front(phone).getByRole('button', { name }).first()

/** What the page in front says, as one line. */
export async function textOf(page: Page): Promise<string> {
  return (await front(page).innerText()).replace(/\s+/g, ' ')
}

interface Doing {
  getCurrentPages(): { data: { busy?: boolean } }[]
}

/** Waits until the page in front has its answer: while it does one thing, a tap for another is for nothing. */
export const idle = async (phone: Page): Promise<void> =>
  void (await phone.waitForFunction(
    () => (globalThis as unknown as Doing).getCurrentPages().at(-1)?.data.busy !== true,
  ))

/** What the phone's clipboard holds. */
export const copied = (phone: Page): Promise<string> => phone.evaluate(() => navigator.clipboard.readText())

/** Waits until the page in front says something. Real time: a browser paints when it likes. */
export const says = (page: Page, text: string | RegExp): Promise<void> => untilSaid(() => textOf(page), text)
