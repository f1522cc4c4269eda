import type { Locator, Page } from 'playwright-core'

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
export async function says(page: Page, text: string | RegExp): Promise<void> {
  const matches = async () => {
    const said = await textOf(page)
    return typeof text === 'string' ? said.includes(text) : text.test(said)
  }
  const deadline = performance.now() + 10_000
  while (!(await matches())) {
    if (performance.now() > deadline) throw new Error(`the page never said ${text}; it says: ${await textOf(page)}`)
    await page.waitForTimeout(100)
  }
}
