import type { FunctionRow, LoadPage } from '../../../contract/pages/load'
import { at } from '../overviews'
import { dayChart, head } from './parts'

const dayMs = 86_400_000

const row = (label: string, name: string | null, more: Partial<FunctionRow>): FunctionRow => ({
  ...{ label, name, count: 3120, failed: 0, p50Ms: 120, p95Ms: 300, coldStarts: 12, coldStartMs: 600 },
  ...{ memoryMb: 142, memoryLimitMb: 256, own: false, watched: true },
  ...more,
})

/** Mock 08: 25 November, 59 % of the month's plan used. */
export const loadPage = (): LoadPage => {
  const days = Array.from({ length: 25 }, (_, index) => at('00:00') - (24 - index) * dayMs)
  return {
    ...head({ level: 'warn', title: '套餐够用，\n优惠券表要加索引', sentence: '不加的话，下次活动还会卡' }),
    plan: {
      source: 'meter',
      since: at('00:00') - 24 * dayMs,
      told: true,
      yuanPerMonth: 19.9,
      points: 40_000,
      used: 23_471,
      usedShare: 0.5868,
      forecast: 28_800,
      forecastShare: 0.72,
      daysLeft: null,
      usedUp: { at: null, earliest: null, latest: null },
      parts: [
        { kind: 'database', amount: 930_000, unit: '次', points: 18_600, share: 0.792 },
        { kind: 'traffic', amount: 2.9, unit: 'GB', points: 2_320, share: 0.099 },
        { kind: 'compute', amount: 16_800, unit: 'GB·秒', points: 1_865, share: 0.08 },
        { kind: 'calls', amount: 516_000, unit: '次', points: 686, share: 0.029 },
      ],
      own: { points: 4_180, share: 0.178, yuan: 2.08 },
      shed: [],
      chart: {
        ...{ unit: 'points', at: days, stepMs: dayMs, comparisons: [], band: null, limit: null },
        lines: [{ id: 'used', label: '', values: days.map((_, index) => ((index + 1) * 23_471) / 25) }],
      },
    },
    chart: dayChart('events', { count: { calm: 60, stuck: 113 } }),
    concurrencyMost: 19,
    functions: [
      row('payCreate', '付款下单', { count: 257, p95Ms: 2600, coldStarts: 4, memoryMb: 118, failed: 26 }),
      row('couponCheck', '查优惠券', { count: 655, p95Ms: 2500, coldStarts: 7, memoryMb: 96 }),
      row('menuList', '打开菜单', {}),
      row('orderStatus', '订单状态', { count: 3412, p95Ms: 200, coldStarts: 9, memoryMb: 88 }),
      row('collect', null, { count: 1288, p95Ms: 100, coldStarts: 5, memoryMb: null, own: true }),
      row('events', null, { count: 12, own: true }),
    ],
    coldStarts: { count: 46, share: 0.004, meanMs: 600 },
    slowQueries: {
      limitMs: 500,
      count: 212,
      rows: [
        { label: 'coupons.get', count: 655, slow: 212, maxMs: 2900, p95Ms: 2500 },
        { label: 'dishes.get', count: 3120, slow: 0, maxMs: 300, p95Ms: 90 },
      ],
    },
    memoryWarnings: { value: 6, before: 5, beforeLabel: '上周三', users: 4, levels: [{ level: '10', count: 6 }] },
    warming: {
      on: false,
      functions: [{ name: 'shop', instances: 3, coldStartMs: 620 }],
      next: at('17:25'),
      rushesADay: 2,
      perMonth: { calls: 360, points: 4.9, yuan: 0.0049, coldStarts: 120, savedMs: 74_400 },
    },
    monitor: {
      jobs: [
        { job: 'aggregate', at: at('13:40:05'), late: false },
        { job: 'compact', at: at('13:05:05'), late: false },
        { job: 'watchdog', at: at('13:30:05'), late: true },
      ],
      gaps: [{ from: at('11:20'), to: at('11:25') }],
      dropped: [
        { reason: 'too_late', count: 12 },
        { reason: 'not_release', count: 300 },
      ],
    },
  }
}
