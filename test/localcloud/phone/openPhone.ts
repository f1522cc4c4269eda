import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { compileShell, type ShellReport } from '../../../localcloud/phone/compile'
import { type PreviewCloud, type PreviewOptions, startPreview } from '../../../localcloud/phone/preview/previewCloud'
import { launchBrowser } from '../../../tools/browser'
import { PATIENCE_MS, untilHolds } from '../../e2e/patience'
import { tabsOf } from '../../e2e/phones'

export const BASIC = path.join(__dirname, '../../fixtures/miniprograms/basic')
export const NODE_MODULES = path.join(__dirname, '../../../node_modules')

export interface PhoneBench {
  cloud: PreviewCloud
  report: ShellReport
  /** opens a phone that was never used before and waits for its first page */
  open(page?: string, more?: Record<string, string>): Promise<OpenPhone>
  close(): Promise<void>
}

export interface OpenPhone {
  page: Page
  /** what the phone wrote to the console as errors */
  errors: string[]
  /** text of `<view id="…">` on the page in front */
  text(id: string): Promise<string>
  tap(id: string): Promise<void>
  /** the fixture's own trace of life cycles */
  calls(): Promise<string[]>
}

/** Compiles a mini-program and serves it to phones in a real browser. */
export async function startBench(options: Omit<PreviewOptions, 'shell'> = {}, source = BASIC): Promise<PhoneBench> {
  const shell = fs.mkdtempSync(path.join(os.tmpdir(), 'kandian-phone-'))
  const report = await compileShell({ source, outDir: shell, nodeModules: NODE_MODULES })
  const cloud = await startPreview({ ...options, shell })
  const browser = await launchBrowser()
  const tabOf = tabsOf(() => browser, { viewport: { width: 375, height: 812 } })
  return {
    cloud,
    report,
    open: async (page, more) => openPhone(await tabOf(), cloud.phone('customer', page, more)),
    close: async () => {
      await browser.close()
      await cloud.close()
      fs.rmSync(shell, { recursive: true })
    },
  }
}

async function openPhone(page: Page, address: string): Promise<OpenPhone> {
  page.setDefaultTimeout(PATIENCE_MS)
  const errors: string[] = []
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  await page.goto(address)
  await page.waitForSelector('body[data-ready=true]')
  const front = (id: string) => page.locator(`.page-layer:not([hidden]) [id$="--${id}"]`)
  return {
    page,
    errors,
    text: (id) => front(id).innerText(),
    tap: (id) => front(id).click(),
    calls: () =>
      page.evaluate(() => {
        const { getApp } = globalThis as unknown as { getApp(): { globalData: { calls: string[] } } }
        return [...getApp().globalData.calls]
      }),
  }
}

/** Waits until a reading is as wanted; fails with the last reading. */
export const eventually = <T>(read: () => Promise<T>, wanted: T): Promise<void> =>
  untilHolds(read, (last) => expect(last).toEqual(wanted))
