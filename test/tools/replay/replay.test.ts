import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { labelKey, parseCases, type ReplayCase } from '../../../tools/replay/cases'
import { type Replayed, replayCase } from '../../../tools/replay/replayCase'
import series from '../../fixtures/promtool/series.json'
import timelines from '../../fixtures/promtool/timelines.json'

const cases = parseCases(JSON.stringify(series))
const answers = timelines.cases
const answerOf = (id: string) => answers.find((one) => one.id === id) as (typeof answers)[number]

/** promtool's alerts as replay prints them. */
const expected = (id: string): Replayed['alerts'] => {
  const answer = answerOf(id)
  return Array.from({ length: answer.steps }, (_, index) => ({
    t: index * answer.evalSec,
    alerts: answer.series.flatMap(({ labels, alerts }) =>
      alerts
        .filter(([from, to]) => index >= Number(from) && index <= Number(to))
        .map(([, , state, activeAt]) => {
          return { labels: labelsOf(labels), state: state as 'pending', activeAt: Number(activeAt) }
        }),
    ),
  }))
}

const labelsOf = (text: string): Record<string, string> =>
  Object.fromEntries(text.split(',').flatMap((pair) => (pair ? [pair.split('=') as [string, string]] : [])))

/** The same case without its series, as somebody gives a kind that the engine has not. */
const byCondition = (one: ReplayCase): ReplayCase => {
  const answer = answerOf(one.id)
  const timeline = Array.from({ length: answer.steps }, (_, index) => ({
    t: index * answer.evalSec,
    condition: answer.series
      .filter(({ holds }) => holds[index] === '1')
      .map(({ labels }) => ({ labels: labelsOf(labels), value: 1 })),
  }))
  return { ...one, rule: { ...one.rule, kind: 'of tomorrow' }, expected: { timeline } }
}

describe('replay of the promtool oracle', () => {
  it('has 200 cases of eleven kinds, all judged from their series', () => {
    expect(cases).toHaveLength(200)
    expect(new Set(cases.map(({ rule }) => rule.kind)).size).toBe(11)
    expect(cases.map((one) => replayCase(one).from)).toEqual(cases.map(() => 'series'))
  })

  it.each(cases)('$id, $rule.kind, gives promtool’s alerts from the series', (one) => {
    expect(replayCase(one).alerts).toEqual(expected(one.id))
  })

  it('gives the same from the conditions where the kind is not known', () => {
    for (const one of cases) {
      expect(replayCase(byCondition(one))).toEqual({ id: one.id, from: 'condition', alerts: expected(one.id) })
    }
  })

  it('gives the same with ticks left out, doubled and out of order', () => {
    const tick = fc.record({ at: fc.nat({ max: 1e6 }), again: fc.boolean() })
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.array(tick, { maxLength: 60 }), (one, ticks) => {
        const length = one.minutes * 60
        const times = ticks.flatMap(({ at, again }) => (again ? [at % length, at % length] : [at % length]))
        expect(replayCase(one, times).alerts).toEqual(expected(one.id))
      }),
      { numRuns: 400 },
    )
  })

  it('takes steps of the conditions that are doubled or out of order for what they are', () => {
    for (const one of cases.slice(0, 40)) {
      const whole = byCondition(one)
      const steps = whole.expected?.timeline ?? []
      const shuffled = { ...whole, expected: { timeline: [...steps, ...steps].reverse() } }
      expect(replayCase(shuffled).alerts).toEqual(expected(one.id))
    }
  })

  it('needs the conditions of a kind it does not know', () => {
    const { expected: _, ...bare } = byCondition(cases[0] as ReplayCase)
    expect(() => replayCase(bare)).toThrow('c0000: of kind of tomorrow only expected.timeline tells')
  })
})

describe('a series', () => {
  const one = (values: (number | null | 'stale')[], more: Partial<ReplayCase['rule']> = {}): ReplayCase => ({
    id: 'x',
    evalSec: 60,
    minutes: values.length,
    rule: { kind: 'instant', op: '>', threshold: 1, forSec: 0, keepFiringForSec: 0, ...more },
    series: [{ metric: 'm', labels: { store: 's1' }, values }],
  })
  const fires = (of: ReplayCase): string =>
    replayCase(of)
      .alerts.map(({ alerts }) => (alerts.length > 0 ? 'f' : '-'))
      .join('')

  it.each([
    ['holds on for five minutes after its last value', one([2, ...Array(7).fill(null)]), 'ffffff--'],
    ['ends at once where it is marked as ended', one([2, 'stale', null, 2]), 'f--f'],
    ['has n samples in n minutes', one([2, 0, 0, 0], { kind: 'window', agg: 'max', windowMin: 3 }), 'fff-'],
    ['has no window without samples', one([null, null], { kind: 'window', agg: 'sum', op: '<', windowMin: 2 }), '--'],
  ])('%s', (_, of, expectedAlerts) => {
    expect(fires(of)).toBe(expectedAlerts)
  })

  it('is sorted by its labels as the oracle sorts', () => {
    expect(labelKey({ store: 's1', os: 'ios' })).toBe('os=ios,store=s1')
  })
})

describe('npm run replay', () => {
  const run = (text: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'kandian-replay-'))
    const file = join(folder, 'cases.json')
    writeFileSync(file, text)
    try {
      return execFileSync(process.execPath, ['--import', 'tsx', 'tools/replay/main.ts', file], { stdio: 'pipe' })
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  it('prints nothing but the answers, for a list as for an object of cases', () => {
    const some = cases.slice(0, 3)
    const printed = JSON.parse(run(JSON.stringify(some)).toString())
    expect(printed).toEqual(some.map((one) => replayCase(one)))
    expect(JSON.parse(run(JSON.stringify({ cases: some })).toString())).toEqual(printed)
  })

  it('says which case it cannot read', () => {
    expect(() => run('[{"id":"a"}]')).toThrow('case 0 (a): id or rule.kind')
  })
})
