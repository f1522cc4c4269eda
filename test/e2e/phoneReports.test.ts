/** What the SDK on a phone in a real browser tells of a visit, beside the browser's own performance timeline. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { BatchV1 } from '../../contract/batch'
import { METRICS, type MetricName, metricById } from '../../contract/metrics'
import { OUTCOMES } from '../../contract/outcomes'
import type { StoredBatch } from '../../core/documents/batch'
import type { IssueDocument } from '../../core/documents/issue'
import { type KeptMaps, ourLines } from '../../core/errors/ourLines'
import { unpackBatch } from '../../core/ingest/packedItems'
import { PATIENCE_MS, until, untilHolds } from './patience'
import { copied, says } from './startedShop'
import { browserOfSuite, shopOfSuite } from './suite'

/** A slow phone: what is compared should be long beside the clock's steps. On a fast machine it is slowed down more. */
const slowdown = 3
const longMs = 10
const agreement = 0.1
/** a figure of the SDK is a whole number of ms, and the machine may take the processor away between two looks at its clock */
const clockMs = 4

const shop = shopOfSuite(['--now', '2026-11-25T11:50:00+08:00', '--no-crowd', '--no-history'])
const browser = browserOfSuite()

/** What a visit to the menu and the till leaves, each once. */
const VISIT = [
  'call shop.menu ok 1',
  'call shop.reviews ok 1',
  'fcp pages/checkout/index ok 1',
  'fcp pages/menu/index ok 1',
  'launch pages/menu/index ok 1',
  'lcp pages/checkout/index ok 1',
  'lcp pages/menu/index ok 1',
  'package __APP__ ok 1',
  'render pages/checkout/index ok 1',
  'render pages/menu/index ok 1',
  'route pages/checkout/index ok 1',
  'script __APP__ ok 1',
  'session launch ok 1',
  'step browse ok 1',
  'step cart ok 1',
].sort()
/** How fast this machine is decides about these, and how many pictures it shows; and the cloud probes itself. */
const ofTheMachine = /^(blank|jank|setData|probe|custom dishImage,dish=)/

async function storedBatches(): Promise<BatchV1[]> {
  const stored = await shop.documents<{ batch: StoredBatch; dropped: unknown[] }>('batches')
  return stored.map(({ batch, dropped }) => {
    expect([batch.store, batch.app.env, batch.dropped, dropped]).toEqual(['wensan', 'release', [], []])
    return unpackBatch(batch)
  })
}

function toldOf(batches: BatchV1[]): { batches: BatchV1[]; seen: string[] } {
  const lines = batches.flatMap(({ counts, dict }) =>
    counts.map(([id, label, outcome, , n]) => `${metricById(id)} ${dict[label]} ${OUTCOMES[outcome]} ${n}`),
  )
  return { batches, seen: lines.filter((line) => !ofTheMachine.test(line)).sort() }
}

test('launch, first render, route, calls and steps of a visit are counted, each once', async () => {
  const page = await browser().newPage({ viewport: { width: 375, height: 812 }, locale: 'zh-CN' })
  page.setDefaultTimeout(PATIENCE_MS)
  await page.goto(shop.phone('openid-wang', 'pages/menu/index'))
  await page.waitForFunction(() => document.body.dataset.ready === 'true')
  await page.getByLabel('加一份招牌牛肉面').click()
  await page.getByText('去结算').click()
  await page.getByText(/提交订单/).waitFor()
  // paints are told when the browser has made them
  const { batches, seen } = await until(
    async () => {
      await shop.advance(90_000)
      return toldOf(await storedBatches())
    },
    ({ seen }) => seen.length >= VISIT.length,
  )
  expect(seen).toEqual(VISIT)
  const durations = batches.flatMap(({ points }) => points).filter(([id]) => id === METRICS.launch.id)
  expect(durations.every(([, , , , ms]) => ms > 0 && ms < 30_000)).toBe(true)
  await page.close()
})

test('an error of a page leads to the line of its source, through the maps that were deployed with it', async () => {
  const page = await browser().newPage({ viewport: { width: 375, height: 812 }, locale: 'zh-CN' })
  await page.goto(shop.phone('openid-li', 'pages/menu/index'))
  await page.waitForFunction(() => document.body.dataset.ready === 'true')
  const thrown = page.waitForEvent('pageerror', { timeout: PATIENCE_MS })
  await page.evaluate(() => {
    const [menu] = (globalThis as unknown as { getCurrentPages(): { changeCount(): void }[] }).getCurrentPages()
    setTimeout(() => menu?.changeCount())
  })
  await thrown
  await shop.advance(180_000)

  const [issue] = await shop.documents<IssueDocument>('issues')
  const documents = await shop.documents<{ _id: string }>('sourceMaps')
  const maps = {
    index: async (release: string) => documents.find(({ _id }) => _id === `index:${release}`) ?? null,
    parts: async (ids: string[]) => documents.filter(({ _id }) => ids.includes(_id)),
  } as KeptMaps
  const { message, stack, release } = (issue as IssueDocument).sample
  expect(message).toContain('currentTarget')
  expect(stack).not.toContain('menu/index.ts')
  const source = readFileSync(join(__dirname, '../../miniprogram/pages/menu/index.ts'), 'utf8').split('\n')
  const line = source.findIndex((text) => text.includes('event.currentTarget.dataset as { group'))
  expect(await ourLines(maps, release, stack)).toContain(`miniprogram/pages/menu/index.ts:${line + 1}:`)
  await page.close()
})

test('a page of the shop shows what the SDK sees on this phone, and copies it as a table', async () => {
  const profile = await browser().newContext({
    viewport: { width: 375, height: 812 },
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const page = await profile.newPage()
  await page.goto(shop.phone('openid-cook', 'pages/kitchen/index'))
  await page.getByText('这台手机的监控自检').click()
  await says(page, '看得见什么')
  await says(page, /request ok call ok/)
  const shot = process.env.KANDIAN_SHOTS
  if (shot) await page.screenshot({ path: join(shot, 'diagnose.png') })
  await page.getByText('复制整张表').click()
  await untilHolds(
    () => copied(page),
    (table) => expect(table).toMatch(/^\| kandian \| \|\n\|-\|-\|\n/),
  )
  await profile.close()
})

interface Route {
  path: string
}
type Phone = {
  wx: Record<'onAppRoute' | 'onAppRouteDone', (heard: (route: Route) => void) => void>
  getCurrentPages(): { setData(...change: unknown[]): void }[]
}

/** Runs in the browser before the phone: marks and measures of the browser, without a look at what the SDK measures. */
function markVisit(): void {
  const phone = globalThis as unknown as Phone
  let wx: Phone['wx'] | undefined
  const watch = (route: Route) => {
    performance.mark(`begin ${route.path}`)
    requestAnimationFrame(() => performance.measure(`render ${route.path}`, `begin ${route.path}`))
  }
  const done = ({ path }: Route) => {
    performance.measure(`launch ${path}`, `begin ${path}`)
    const page = phone.getCurrentPages().at(-1)
    if (!page) return
    const { setData } = page
    page.setData = function (...change) {
      const start = performance.now()
      setData.apply(this, change)
      performance.measure(`setData ${path}`, { start })
    }
  }
  Object.defineProperty(globalThis, 'wx', {
    get: () => wx,
    set(given: Phone['wx']) {
      wx = given
      wx.onAppRoute(watch)
      wx.onAppRouteDone(done)
    },
  })
}

const measuresOf = (page: Page) =>
  page.evaluate(() => performance.getEntriesByType('measure').map(({ name, duration }) => ({ name, duration })))

interface Visit {
  /** by metric and page, the longest that the browser measured, in ms */
  measured: Map<string, number>
  /** what the SDK reported of it */
  batches: BatchV1[]
}

/** From the launch to the second page, until what the SDK saw has arrived. */
async function visit(rate: number): Promise<Visit> {
  const earlier = new Set((await batchesOfAll()).map(({ _id }) => _id))
  const page = await browser().newPage({ viewport: { width: 375, height: 812 }, locale: 'zh-CN' })
  page.setDefaultTimeout(PATIENCE_MS)
  await page.addInitScript(markVisit)
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
  await page.goto(shop.phone('openid-wang', 'pages/menu/index'))
  await page.getByLabel('加一份招牌牛肉面').click()
  await page.getByText('去结算').click()
  await page.getByText(/提交订单/).waitFor()
  const measured = new Map<string, number>()
  const measures = await until(
    () => measuresOf(page),
    (all) => figures.every(([metric, path]) => all.some(({ name }) => name === `${metric} ${path}`)),
  )
  for (const { name, duration } of measures) {
    measured.set(name, Math.max(duration, measured.get(name) ?? 0))
  }
  const batches = await reported(page, earlier)
  await page.close()
  return { measured, batches }
}

const batchesOfAll = () => shop.documents<{ _id: string; batch: StoredBatch }>('batches')

/** A phone that is closed at once takes along what it has not sent: it is put away first, and heard to the end. */
async function reported(page: Page, earlier: Set<string>): Promise<BatchV1[]> {
  await page.evaluate(() => postMessage({ phone: 'hide' }, location.origin))
  const heard = async () => {
    const fresh = (await batchesOfAll()).filter(({ _id }) => !earlier.has(_id))
    return fresh.map(({ batch }) => unpackBatch(batch))
  }
  return until(heard, (batches) => figures.every(([metric, path]) => told(batches, metric, path) >= 0))
}

const figures = [
  ['launch', 'pages/menu/index'],
  ['render', 'pages/menu/index'],
  ['render', 'pages/checkout/index'],
  ['setData', 'pages/menu/index'],
] as const satisfies [MetricName, string][]

/** @returns the longest that the SDK told of, in ms; −∞ for nothing */
const told = (batches: BatchV1[], metric: MetricName, label: string) =>
  Math.max(
    ...batches.flatMap(({ points, dict }) =>
      points.filter(([id, l]) => id === METRICS[metric].id && dict[l] === label).map(([, , , , ms]) => ms),
    ),
  )

/** A busy machine may come between two marks of the same moment; a clock that is wrong is wrong on every visit. */
const visitsMost = 8

test('launch, render and setData agree with the browser’s own timeline within 10 %', async () => {
  const seen: object[] = []
  let open: readonly (typeof figures)[number][] = figures
  let rate = slowdown
  for (let visits = 0; visits < visitsMost && open.length > 0; visits += 1) {
    const { measured, batches } = await visit(rate)
    const browsersOf = ([metric, path]: (typeof figures)[number]) => measured.get(`${metric} ${path}`) ?? 0
    if (open.some((figure) => browsersOf(figure) <= longMs)) rate *= 2
    open = open.filter((figure) => {
      const [metric, path] = figure
      const [ours, browsers] = [told(batches, metric, path), browsersOf(figure)]
      seen.push({ metric, path, ours, browsers })
      return browsers <= longMs || Math.abs(ours - browsers) > Math.max(browsers * agreement, clockMs)
    })
  }
  expect({ open, seen: open.length > 0 ? seen : [] }).toEqual({ open: [], seen: [] })
}, 240_000)
