import type { PointTuple } from '../../../../contract/batch'
import { METRICS, type MetricName } from '../../../../contract/metrics'
import { type Outcome, outcomeCode } from '../../../../contract/outcomes'
import type { BatchDocument } from '../../../../core/documents/batch'
import { MINUTE_MS } from '../../../../core/time/units'
import { NOON, storedBatch } from '../../../fakes/batches'
import { askPage, foldedShop } from '../../../fakes/pagedShop'

const NOW = NOON + 100 * MINUTE_MS
type Told = [metric: MetricName, label: string, value?: number | undefined, outcome?: Outcome]

/** What one customer's phone told in a visit. */
function visit(user: string, atMs: number, told: Told[]): BatchDocument {
  const dict = told.map(([, label]) => label)
  const code = (outcome: Outcome = 'ok') => outcomeCode(outcome)
  return storedBatch(`v${atMs}`, user, atMs, {
    session: `s${user.padStart(10, '0')}`,
    dict,
    counts: told.map(([metric, , , outcome], index) => [METRICS[metric].id, index, code(outcome), 0, 1]),
    points: told.flatMap(([metric, , value, outcome], index) =>
      value === undefined ? [] : [[METRICS[metric].id, index, code(outcome), atMs % MINUTE_MS, value] as const],
    ) as PointTuple[],
  })
}

const page = (batches: BatchDocument[]) => askPage(foldedShop(batches, NOW), { kind: 'experience', store: 's1' }, NOW)

describe('the experience page', () => {
  it('says how an opening went, step by step', async () => {
    const { launch, launchMean, firstScreen, fcpMs, pages } = await page([
      visit('a', NOON, [
        ['session', 'launch'],
        ['package', 'main', 300],
        ['script', 'main', 400],
        ['render', 'pages/menu/index', 350],
        ['call', 'shop.menu', 500],
        ['fcp', 'pages/menu/index', 1100],
        ['lcp', 'pages/menu/index', 1400],
        ['launch', 'pages/menu/index', 1900],
      ]),
    ])
    expect(launch.map(({ step, meanMs }) => [step, Math.round(meanMs)])).toEqual([
      ['package', 300],
      ['script', 400],
      ['render', 350],
      ['request', 500],
      ['lcp', 300],
    ])
    expect(launch[3]?.label).toBe('shop.menu')
    expect(launchMean).toBe(1900)
    expect(firstScreen.value).toBeCloseTo(1900, -2)
    expect(fcpMs).toBeCloseTo(1100, -2)
    expect(pages).toMatchObject([{ page: 'pages/menu/index', opened: 1, blank: 0, routeMs: null }])
  })

  it('the first content of the owner’s pages tells nothing of what customers see', async () => {
    const { fcpMs, lcpMs, launch } = await page([
      visit('a', NOON, [
        ['fcp', 'pages/menu/index', 1100],
        ['lcp', 'pages/menu/index', 1400],
      ]),
      visit('owner', NOON, [
        ['fcp', 'admin/pages/overview/index', 90],
        ['lcp', 'admin/pages/overview/index', 95],
      ]),
    ])
    expect([fcpMs, lcpMs].map((ms) => Math.round((ms as number) / 100))).toEqual([11, 14])
    expect(launch.map(({ step, meanMs }) => [step, Math.round(meanMs)])).toEqual([['lcp', 300]])
  })

  it('satisfaction counts a failure as one, however fast it was', async () => {
    const answered = (ms: number, outcome: Outcome = 'ok'): Told => ['call', 'shop.pay', ms, outcome]
    const { satisfaction, apdex, apdexTargetMs } = await page([
      visit('a', NOON, [answered(100), answered(200), answered(5000), answered(9000)]),
      visit('b', NOON, [answered(100), answered(200), answered(5000), answered(9000)]),
      visit('c', NOON, [
        answered(100, 'server'),
        answered(200, 'server'),
        answered(5000, 'server'),
        answered(9000, 'server'),
      ]),
    ])
    expect(apdexTargetMs).toBe(2000)
    expect(satisfaction).toMatchObject({ count: 12 })
    expect(satisfaction?.satisfied).toBeCloseTo(4 / 12)
    expect(satisfaction?.tolerating).toBeCloseTo(2 / 12)
    expect(apdex.value).toBeCloseTo(5 / 12)
  })

  it('ratings, rage taps, white screens and weak networks are people’s, not events’', async () => {
    const { ratings, rage, blank, weakNetwork } = await page([
      visit('a', NOON, [
        ['session', 'launch'],
        ['rating', '5'],
        ['weakNetwork', '4g'],
        ['weakNetwork', '4g'],
      ]),
      visit('b', NOON, [
        ['session', 'launch'],
        ['rating', '2'],
        ['rage', 'pages/checkout/index pay'],
      ]),
      visit('c', NOON, [
        ['session', 'launch'],
        ['blank', 'pages/menu/index', undefined, 'client'],
      ]),
      visit('d', NOON, [
        ['session', 'launch'],
        ['blank', 'pages/menu/index'],
      ]),
    ])
    expect(ratings).toEqual({ count: 2, mean: 3.5, before: null, beforeLabel: '', stars: [1, 0, 0, 1, 0] })
    expect(rage).toEqual({ count: 1, users: 1, targets: [{ target: 'pages/checkout/index pay', count: 1 }] })
    expect(blank).toEqual({ count: 1, opened: 2 })
    expect(weakNetwork.value).toBe(0.25)
  })

  it('jank is told by opening, updates by component', async () => {
    const { pages, components } = await page([
      visit('a', NOON, [
        ['route', 'pages/cart/index', 200],
        ['route', 'pages/cart/index', 300],
        ['jank', 'pages/cart/index', 400],
        ['setData', 'components/dish/dish', 20],
        ['setData', 'pages/cart/index', 60],
      ]),
    ])
    expect(pages).toMatchObject([
      { page: 'pages/cart/index', opened: 2, jankShare: 0.5, setData: { count: 1, maxMs: 60 } },
    ])
    expect(components.map(({ label }) => label)).toEqual(['pages/cart/index', 'components/dish/dish'])
  })
})
