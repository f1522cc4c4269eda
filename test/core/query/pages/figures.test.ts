import { METRICS } from '../../../../contract/metrics'
import { isFailureCode, OUTCOMES, outcomeCode } from '../../../../contract/outcomes'
import { encodeSketch } from '../../../../contract/sketch/codec'
import { Sketch } from '../../../../contract/sketch/sketch'
import type { BatchDocument } from '../../../../core/documents/batch'
import { apdexOf, attemptsOf } from '../../../../core/query/pages/figures'
import { MergedParts } from '../../../../core/rollup/mergedParts'
import { MINUTE_MS } from '../../../../core/time/units'
import { NOON, storedBatch } from '../../../fakes/batches'
import { askPage, foldedShop } from '../../../fakes/pagedShop'

const OK = outcomeCode('ok')
const FAILED = OUTCOMES.findIndex((_, code) => isFailureCode(code))
const DAY = 86_400_000

/** @param durations of all attempts, in ms */
function merged(ok: number, failed: number, durations: readonly number[]): MergedParts {
  const counts = OUTCOMES.map((_, code) => (code === OK ? ok : code === FAILED ? failed : 0))
  const sketch = new Sketch()
  for (const ms of durations) sketch.add(ms)
  const parts = new MergedParts()
  parts.add({ counts, sketch: durations.length === 0 ? '' : encodeSketch(sketch) })
  return parts
}

describe('Apdex', () => {
  it.each<[string, number, number, number[], number | null]>([
    ['all content', 2, 0, [100, 200], 1],
    ['one tolerates', 2, 0, [100, 900], 0.75],
    ['one is frustrated', 2, 0, [100, 5000], 0.5],
    ['a fast failure satisfies nobody', 1, 1, [100, 100], 0.5],
    ['only failures, of which no duration is known', 0, 3, [], 0],
    ['went well, but nobody measured how long', 3, 0, [], null],
    ['nothing happened', 0, 0, [], null],
  ])('%s', (_, ok, failed, durations, expected) => {
    expect(apdexOf(merged(ok, failed, durations), 500)).toBe(expected)
  })
})

describe('availability', () => {
  it.each(OUTCOMES.map((name, code) => [name, code] as const))('an attempt that ended %s', (name, code) => {
    const parts = merged(1, 0, [])
    parts.add({ counts: OUTCOMES.map((_, other) => (other === code ? 1 : 0)) })
    const { ok, failed, other, availability } = attemptsOf(parts)
    const bad = isFailureCode(code)
    // what nobody is to blame for is in neither number
    expect([ok, failed, other]).toEqual(name === 'ok' ? [2, 0, 0] : bad ? [1, 1, 0] : [1, 0, 1])
    expect(availability).toBe(bad ? 0.5 : 1)
  })
})

describe('the error budget', () => {
  const NOW = NOON + 100 * MINUTE_MS
  /** @param failed of ten attempts, so many days ago */
  const tenOf = (daysAgo: number, failed: number): BatchDocument =>
    storedBatch(`b${daysAgo}`, 'u', NOON - daysAgo * DAY, {
      session: `s${String(daysAgo).padStart(9, '0')}`,
      dict: ['shop.pay'],
      counts: [
        [METRICS.call.id, 0, OK, 0, 10 - failed],
        ...(failed === 0 ? [] : [[METRICS.call.id, 0, FAILED, 0, failed] as [number, number, number, number, number]]),
      ],
    })
  const budget = async (batches: BatchDocument[], availability: number) => {
    const ports = foldedShop(batches, NOW)
    const settings = ports.store.settings.get('main')!
    ports.store.settings.set('main', { ...settings, objective: { availability, days: 30 } })
    return (await askPage(ports, { kind: 'response', store: 's1' }, NOW)).budget
  }

  it('is what the objective allows to fail of the month’s attempts, less what has failed', async () => {
    const batches = [tenOf(2, 1), tenOf(1, 2), tenOf(0, 1), tenOf(40, 9)]
    expect(await budget(batches, 0.8)).toMatchObject({
      ...{ objective: 0.8, days: 30, allowed: 6, left: 2, usedBefore: 3, usedToday: 1, usualPerDay: 1.5 },
      leftShare: expect.closeTo(2 / 6, 9),
    })
  })

  it('is overspent when more failed than was allowed', async () => {
    expect(await budget([tenOf(1, 5), tenOf(0, 1)], 0.9)).toMatchObject({
      allowed: 2,
      left: -4,
      leftShare: expect.closeTo(-2, 9),
    })
  })
})
