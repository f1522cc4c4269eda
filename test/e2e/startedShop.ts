import type { Page } from 'playwright-core'

export { removeFolder, type StartedShop, startShop } from '../../tools/start/startedShop'

/** What the page in front says, as one line. */
export async function textOf(page: Page): Promise<string> {
  return (await page.locator('.page-layer:not([hidden])').innerText()).replace(/\s+/g, ' ')
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
