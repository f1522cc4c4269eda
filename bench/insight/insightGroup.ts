import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createDetector } from '../../core/insight/detector'
import { newState, saveState } from '../../core/insight/state'
import type { Row } from '../harness/row'
import { type AlertScore, marksUnseen } from './alertScore'
import { baselineEvidence, baselineNames } from './baselines'
import { evidenceOf } from './evidenceOf'
import { forecastRows } from './forecastRows'
import { asShipped, half, type Judged, MOST_FALSE_RUNS, ourSettings, splitHalf, theirSettings } from './halves'
import { type Labelled, readLabelled } from './labelled'
import { nabBest, nabPoints, nabScores, nabThreshold, type Windows } from './nabScore'
import { powerRows } from './powerRows'

/** Folder with `aiops/`, `wsd/` and `nab/`; the public series are no part of this project. */
const FOLDER = process.env.KANDIAN_INSIGHT_SERIES ?? ''
const aims = { aiops: { delayF1: 0.8, eventF1: 0.58 }, wsd: { delayF1: 0.6, eventF1: 0.52 } } as const
const NAB_AIM = 0.6
const MICROSECONDS = 20
const STATE_BYTES = 6144
const POINTS = 200_000

/** Cost of a point and of its state, forecasts, power; and, where labelled series are at hand, what alerts are worth. */
export async function* insightGroup(): AsyncGenerator<Row> {
  yield* cost()
  yield* powerRows()
  const sets = Object.keys(aims).map((name) => read(name))
  yield* forecastRows(sets.flat())
  yield* alertRows(sets)
  yield* nabRows()
}

const say = (text: string): void => console.error(`insight: ${text}`)

function read(name: string): Labelled[] {
  const series = FOLDER === '' ? [] : readLabelled(join(FOLDER, name))
  if (series.length > 0) say(`${name}: ${series.length} series`)
  else say(`${name} is not measured: KANDIAN_INSIGHT_SERIES names no folder with ${name}/NAME.csv.gz`)
  return series
}

function* cost(): Generator<Row> {
  const detector = createDetector('value', { zone: 'Asia/Shanghai' })
  const state = newState()
  const before = process.cpuUsage()
  for (let k = 0; k < POINTS; k++) {
    detector.step(state, { at: k * 60_000, value: 100 + 30 * Math.sin(k / 229) + ((k * 7919) % 97) / 40 })
  }
  const { user } = process.cpuUsage(before)
  yield { name: 'insight.point.microseconds', value: user / POINTS, target: MICROSECONDS }
  yield { name: 'insight.state.bytes', value: JSON.stringify(saveState(state)).length, target: STATE_BYTES }
}

const detectors = ['', ...baselineNames] as const
type DetectorName = (typeof detectors)[number]

const judge = (name: DetectorName, one: Labelled): Float32Array =>
  name === '' ? evidenceOf(one).evidence : baselineEvidence(name, one)

function* alertRows(sets: readonly Labelled[][]): Generator<Row> {
  const names = Object.keys(aims) as (keyof typeof aims)[]
  const known = names.flatMap((name, k) =>
    (sets[k] ?? []).length > 1 ? [{ name, series: sets[k] as Labelled[] }] : [],
  )
  if (known.length === 0) return
  for (const detector of detectors) {
    say(`alerts of ${detector || 'ours'}`)
    const judged: Judged[] = known.map(({ series }) => ({
      series,
      evidence: series.map((one) => judge(detector, one)),
    }))
    const scores = splitHalf(judged, detector === '' ? ourSettings : theirSettings)
    const shipped = detector === '' ? asShipped(judged) : undefined
    for (const [k, { name }] of known.entries()) {
      const { delayF1, eventF1, falseRunsPerDay } = scores[k] as (typeof scores)[number]
      const row = (what: string, value: number, target: number): Row =>
        detector === ''
          ? { name: `insight.${name}.${what}`, value, target }
          : { name: `insight.${name}.${what}.${detector}`, value }
      if (shipped !== undefined) yield* inSample(name, judged[k] as Judged, shipped[k] as AlertScore)
      yield row('delayF1.missing', 1 - delayF1, 1 - aims[name].delayF1)
      yield row('eventF1.missing', 1 - eventF1, 1 - aims[name].eventF1)
      yield row('falseRuns', falseRunsPerDay, MOST_FALSE_RUNS)
    }
  }
}

/** The product's own settings on all series; and how much of a set no threshold can get. */
function* inSample(name: string, { series, evidence }: Judged, score: AlertScore): Generator<Row> {
  yield { name: `insight.${name}.delayF1.missing.inSample`, value: 1 - score.delayF1 }
  yield { name: `insight.${name}.eventF1.missing.inSample`, value: 1 - score.eventF1 }
  yield { name: `insight.${name}.falseRuns.inSample`, value: score.falseRunsPerDay }
  yield { name: `insight.${name}.marksUnseen`, value: marksUnseen(series, evidence) }
}

/** `windows.json` as the benchmark has it: by series, from and to, as times in UTC. */
function readWindows(): Record<string, Windows> | null {
  const file = join(FOLDER, 'nab', 'windows.json')
  if (FOLDER === '' || !existsSync(file)) return null
  const seconds = (time: string | number): number =>
    typeof time === 'number' ? time : Date.parse(`${time.replace(' ', 'T')}Z`) / 1000
  const raw = JSON.parse(readFileSync(file, 'utf8')) as Record<string, [string, string][]>
  return Object.fromEntries(
    Object.entries(raw).map(([name, windows]) => [
      name.replace('.csv', ''),
      windows.map(([from, to]) => [seconds(from), seconds(to)] as const),
    ]),
  )
}

/** The threshold is chosen on every other series and judged on the rest, both ways; and, as the benchmark itself does, on all. */
function* nabRows(): Generator<Row> {
  const series = read('nab')
  const windows = readWindows()
  if (series.length < 2 || windows === null) return
  for (const detector of detectors) {
    const scores = series.map((one) => (detector === '' ? evidenceOf(one).score : judge(detector, one)))
    const points = (which: number | null) => {
      const of = <T>(all: readonly T[]): readonly T[] => (which === null ? all : half(all, which))
      return nabPoints(of(series), of(series.map(({ name }) => windows[name] ?? [])), of(scores))
    }
    const heldOut = [0, 1].map((which) => nabScores(points(1 - which), [nabThreshold(points(which))])[0] as number)
    const end = detector === '' ? '' : `.${detector}`
    const mean = heldOut.reduce((sum, score) => sum + score / 200, 0)
    yield {
      name: `insight.nab.standard.missing${end}`,
      value: 1 - mean,
      ...(end === '' ? { target: 1 - NAB_AIM } : {}),
    }
    yield { name: `insight.nab.standard.missing.inSample${end}`, value: 1 - nabBest(points(null)) / 100 }
  }
}
