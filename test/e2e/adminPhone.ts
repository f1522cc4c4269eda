/** The admin pages on a phone in a real browser, before a cloud whose answers the test gives. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import type { Overview } from '../../contract/query'
import { compileShell } from '../../localcloud/phone/compile'
import { type PreviewCloud, startPreview } from '../../localcloud/phone/preview/previewCloud'
import { launchBrowser } from '../../tools/browser'
import { axeOf as axeOnScreen } from '../../tools/tour/axe'
import { at, normal } from '../admin/overviews'
import { shopAdminOf, shopPagesOf } from '../admin/shopAnswers'
import { PATIENCE_MS, untilSaid } from './patience'

const ROOT = join(__dirname, '../..')
export const OVERVIEW = 'admin/pages/overview/index'
export const PERSON = {
  role: 'owner',
  name: '兰姨',
  stores: [{ id: 'wensan', name: '兰姨牛肉面', branch: '文三路店' }],
  claimed: true,
}

export interface AdminBench {
  /** what the cloud answers from now on */
  answers: {
    overview(): unknown
    pages?: Partial<Record<string, () => unknown>>
    admin(request: Record<string, unknown>): unknown
  }
  /** requests to `query` and `admin` since the phone was opened, in order */
  asked: Record<string, unknown>[]
  cloud: PreviewCloud
  /** the phone, empty again, on a page; the clock stands at `now` */
  open(page: string, now: number, more?: { width?: number; dark?: boolean }): Promise<AdminPhone>
  close(): Promise<void>
}

export interface AdminPhone {
  page: Page
  /** what the page wrote to the console as errors and warnings */
  complaints: string[]
}

export const overviewAnswer = (overview: Overview) => () => ({ ok: true, value: overview })

/** A usual shop; where a test gives another overview, all that is asked is answered of the shop in that one. */
export function answersOf(bench: () => AdminBench): AdminBench['answers'] {
  const seen = () => (bench().answers.overview() as { value: Overview }).value
  return { overview: overviewAnswer(normal()), pages: shopPagesOf(seen), admin: shopAdminOf(seen, PERSON) }
}

/**
 * One cloud and one browser page for a whole suite: a test opens the mini-program anew on an empty phone, and the browser
 * keeps the program that it compiled, which is most of the work.
 */
export async function startAdminBench(): Promise<AdminBench> {
  const shell = mkdtempSync(join(tmpdir(), 'kandian-admin-'))
  await compileShell({ source: join(ROOT, 'miniprogram'), outDir: shell, nodeModules: join(ROOT, 'node_modules') })
  const browser = await launchBrowser()
  let openedAt = noon
  const cloud = await startPreview({
    shell,
    now: openedAt,
    functions: functionsOf(
      () => bench,
      () => openedAt,
    ),
  })
  const phone = await newPhone(browser)
  let visits = 0
  const bench: AdminBench = {
    answers: { overview: () => ({}), admin: () => ({ ok: true, value: PERSON }) },
    asked: [],
    cloud,
    async open(page, now, { width = 375, dark = false } = {}) {
      openedAt = now
      visits += 1
      await phone.page.context().setOffline(false)
      await phone.page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
      await phone.page.setViewportSize({ width, height: width === 320 ? 568 : 812 })
      cloud.restart(now)
      const more = { visit: String(visits), ...(dark ? { theme: 'dark' } : {}) }
      await phone.page.goto(cloud.phone('lan', page, more), { waitUntil: 'commit' })
      bench.asked = []
      phone.complaints.length = 0
      await phone.page.waitForSelector('body[data-ready=true]', { timeout: 30_000 })
      return phone
    },
    async close() {
      await browser.close()
      await cloud.close()
      rmSync(shell, { recursive: true })
    },
  }
  return bench
}

const functionsOf = (bench: () => AdminBench, openedAt: () => number) => ({
  query(request: Record<string, unknown>) {
    bench().asked.push(request)
    const page = bench().answers.pages?.[String(request.kind)]
    return page === undefined ? bench().answers.overview() : page()
  },
  admin(request: Record<string, unknown>) {
    bench().asked.push(request)
    return bench().answers.admin(request)
  },
  collect: () => ({
    ok: true,
    value: { accepted: 0, dropped: {}, steering: { intervalMs: 60_000, sample: 1, pauseUntil: 0, now: openedAt() } },
  }),
})

async function newPhone(browser: Browser): Promise<AdminPhone> {
  const profile = await browser.newContext({
    timezoneId: 'Asia/Shanghai',
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const page = await profile.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  // a visit finds nothing kept; what comes back to it after a reload does
  await page.addInitScript(() => {
    const visit = new URLSearchParams(location.search).get('visit')
    if (sessionStorage.getItem('visit') === visit) return
    localStorage.clear()
    sessionStorage.setItem('visit', String(visit))
  })
  const complaints: string[] = []
  page.on('console', (line) => ['error', 'warning'].includes(line.type()) && complaints.push(line.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  return { page, complaints }
}

/** Text of the page in front, its blanks made single spaces. */
export const shownText = async (page: Page): Promise<string> =>
  (await page.locator('.page-layer:not([hidden])').innerText()).replace(/\s+/g, ' ')

/** Waits until the page in front says it. */
export const says = (page: Page, words: string | RegExp): Promise<void> =>
  untilSaid(() => shownText(page).catch(() => ''), words)

interface Counted {
  getCurrentPages(): { setData(fields: object, then?: () => void): void }[]
  sent?: number[]
}

/** What one piece of a long list may bring to the view, in one setData. */
export const MOST_BYTES = 20_000

/** Counts what the page in front sends to its view from now on. @returns reads the bytes of JSON of each setData since the last reading */
export async function sentBytes(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const scope = globalThis as unknown as Counted
    const top = scope.getCurrentPages().at(-1) as { setData(fields: object, then?: () => void): void }
    const setData = top.setData.bind(top)
    scope.sent = []
    top.setData = (fields, then) => {
      scope.sent?.push(new TextEncoder().encode(JSON.stringify(fields)).length)
      setData(fields, then)
    }
  })
  return () => page.evaluate(() => (globalThis as unknown as Counted).sent?.splice(0) ?? [])
}

/** Scrolls the page in front as a finger does, a screen a frame, until it says words that stand at its end. @returns screens */
export const scrolledDown = (page: Page, words: string): Promise<number> =>
  page.evaluate(
    async ([words, patienceMs]) => {
      const inside = [...document.querySelectorAll('.page-layer:not([hidden]) *')]
      const scroller = inside.find(
        (one) => getComputedStyle(one).overflowY === 'auto' && one.scrollHeight > one.clientHeight,
      )
      // a browser that has nothing to paint draws no frame: then a while must do
      const nextFrame = () =>
        new Promise<void>((drawn) => {
          const timer = setTimeout(drawn, 250)
          requestAnimationFrame(() => {
            clearTimeout(timer)
            drawn()
          })
        })
      const until = performance.now() + patienceMs
      let screens = 0
      // at its end a page that is slow has more to come
      while (scroller !== undefined && !scroller.textContent?.includes(words) && performance.now() < until) {
        const before = scroller.scrollTop
        scroller.scrollTop += scroller.clientHeight
        if (scroller.scrollTop > before) screens += 1
        await nextFrame()
      }
      return screens
    },
    [words, PATIENCE_MS] as const,
  )

export const noon = at('12:02:20')

/** What does not fit the page in front: how many parts reach out of it, and what is too small for a thumb. */
export const misfitsOf = (page: Page): Promise<{ wide: number; taps: string[] }> =>
  page.evaluate(() => {
    const inside = [...document.querySelectorAll('.page-layer:not([hidden]) *')]
    const wide = inside.filter((one) => one.getBoundingClientRect().right > window.innerWidth + 0.5).length
    const taps = [
      ...document.querySelectorAll('.page-layer:not([hidden]) [role=button], .page-layer:not([hidden]) [role=tab]'),
    ]
      .map((one) => ({ text: one.textContent?.trim() ?? '', box: one.getBoundingClientRect() }))
      .filter(({ box }) => box.height < 43.5 || box.width < 43.5)
      .map(({ text, box }) => `${text} ${box.width}×${box.height}`)
    return { wide, taps }
  })

/** What axe-core finds on the page in front, all of it on the screen. */
export async function axeOf(page: Page): Promise<{ wrong: string[]; unsure: string[]; contrasts: number }> {
  await page.setViewportSize({ width: 375, height: 1800 })
  return axeOnScreen(page)
}
