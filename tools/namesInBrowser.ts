import type { Page } from 'playwright-core'

/** The transpiler that runs these tools names inner functions by a helper that a browser has not. */
export const NAMES = 'globalThis.__name ??= (one) => one'

/** Gives a page that helper. */
export const namesInBrowser = (page: Page): Promise<unknown> => page.evaluate(NAMES)
