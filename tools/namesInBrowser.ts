import type { Page } from 'playwright-core'

/** The transpiler that runs these tools names inner functions by a helper that a browser has not: gives it one. */
export const namesInBrowser = (page: Page): Promise<unknown> => page.evaluate('globalThis.__name ??= (one) => one')
