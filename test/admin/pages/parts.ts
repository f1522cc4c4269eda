import type { Attempts, Chart, Distribution, PageHead } from '../../../contract/pages/parts'
import { at } from '../overviews'

const minuteMs = 60_000

export const attempts = (ok: number, failed: number, other = 0): Attempts => ({
  ...{ ok, failed, other },
  availability: ok + failed === 0 ? null : ok / (ok + failed),
})

export const distribution = (count: number, p50Ms: number, p95Ms: number, p99Ms: number): Distribution => ({
  ...{ count, p50Ms, p95Ms, p99Ms },
  minMs: 40,
  meanMs: 310,
  maxMs: 3_000,
  stddevMs: 440,
  p75Ms: p50Ms * 1.6,
  p90Ms: p95Ms * 0.64,
  variation: 1.42,
  tailRatio: p99Ms / p50Ms,
})

/** Wednesday, 25 November 2026, 13:40: lunch is over, payments were stuck from 12:10 to 12:22. */
export const head = (verdict: PageHead['verdict']): PageHead => ({
  store: { id: 'wensan', name: '兰姨牛肉面', branch: '文三路店', open: true },
  now: at('13:40:20'),
  zone: 'Asia/Shanghai',
  range: { name: 'today', from: at('10:00'), to: at('13:40') },
  tier: 'minutes',
  foldedThrough: at('13:40'),
  gaps: [{ from: at('11:20'), to: at('11:25') }],
  incidents: [
    { id: 'wensan:pay:29400970', from: at('12:10'), to: at('12:26'), name: '顾客付不了款', severity: 'crit' },
  ],
  verdict,
  demo: false,
})

/** A day's chart in steps of five minutes: `calm` on a usual day, `stuck` while payments were. Nothing in the gap. */
export function dayChart(unit: Chart['unit'], lines: Record<string, { calm: number; stuck: number }>): Chart {
  const times: number[] = []
  for (let time = at('10:00'); time <= at('13:40'); time += 5 * minuteMs) times.push(time)
  const isGap = (time: number) => time >= at('11:20') && time < at('11:30')
  const isStuck = (time: number) => time >= at('12:10') && time < at('12:25')
  return {
    unit,
    at: times,
    stepMs: 5 * minuteMs,
    lines: Object.entries(lines).map(([id, { calm, stuck }]) => ({
      id,
      label: '',
      values: times.map((time, index) =>
        isGap(time) ? null : isStuck(time) ? stuck : calm * (1 + (unit === 'share' ? 0.01 : 0.06) * Math.sin(index)),
      ),
    })),
    comparisons: [],
    band: {
      label: '前 4 个周三',
      low: times.map(() => Object.values(lines)[0]!.calm * (unit === 'share' ? 0.98 : 0.92)),
      high: times.map(() => Object.values(lines)[0]!.calm * (unit === 'share' ? 1.02 : 1.08)),
    },
    limit: null,
  }
}
