import type { Locator, Page } from 'playwright-core'
import { untilSaid } from './patience'

export { removeFolder, type StartedShop, startShop } from '../../tools/start/startedShop'

/** The page in front of a phone: those that it covers are there too. */
export const front = (phone: Page): Locator => phone.locator('.page-layer:not([hidden])')

/** The first button of the page in front whose name has these words. */
export const button = (phone: Page, name: string | RegExp): Locator =>
  front(phone).getByRole('button', { name }).first()

/** What the page in front says, as one line. */
export async function textOf(page: Page): Promise<string> {
  return (await front(page).innerText()).replace(/\s+/g, ' ')
}

/** Waits until the page in front says something. Real time: a browser paints when it likes. */
export const says = (page: Page, text: string | RegExp): Promise<void> => untilSaid(() => textOf(page), text)
