import { DAY_MS } from '../time/units'
import { type AlertSettings, alertDefaults, alertStep } from './alert/alertLayer'
import { type Calendar, plainCalendar } from './calendar/calendar'
import { countEvidence, learnDispersion } from './kinds/countEvidence'
import { isOdd, learnDay } from './kinds/dayCounts'
import { type SeriesKind, scales } from './kinds/kind'
import { driftEvidence } from './kinds/latencyEvidence'
import { rateEvidence, usualShare } from './kinds/rateEvidence'
import { momentLocator } from './moment'
import { pointEvidence, sizeEvidence, strangeness } from './score/evidence'
import { learn } from './score/learn'
import { type ChannelName, channelNames, expect, type Look, look, newLook } from './score/look'
import { scoreNews } from './score/news'
import { seasonalPrediction } from './score/predict'
import { S } from './score/scalars'
import { newMoment } from './score/season'
import { tuning } from './score/tuning'
import type { DetectorState } from './state'

const { abs, max, min } = Math

/** One point of a series. */
export interface Point {
  /** epoch ms */
  at: number
  /** null or NaN: the point is missing */
  value: number | null
  /** of a rate: the trials among which `value` events were seen */
  of?: number
}

/** Why a point was not judged. */
export type Skipped = 'missing' | 'late' | 'closed' | 'no_trials'

export interface Judgement {
  /** how unlikely the point is, as news: an anomaly that goes on stays below its own beginning */
  score: number
  /** how unlikely, whether or not it was told before */
  strangeness: number
  /** what was expected before the value was known, in units of the value (a share, for a rate) */
  expected: number
  /** where nine points in ten lie */
  band: { low: number; high: number }
  /** how much the point speaks for an alert, by its kind; AlertSettings.open says how much opens one */
  evidence: number
  /** on which side of what is usual the last points lie */
  side: 'below' | 'above'
  alert: { open: boolean; speaks: boolean }
  skipped?: Skipped
}

export interface DetectorOptions {
  /** IANA zone whose days and weeks count; default UTC */
  zone?: string
  calendar?: Calendar
  /** times at which the shop was closed on purpose, epoch ms, end excluded: not judged, not learnt */
  closures?: readonly { from: number; to: number }[]
  alert?: Partial<AlertSettings>
}

export interface Detector {
  /** Judges a point by what came before it, then learns from it; `state` is changed in place. */
  step(state: DetectorState, point: Point): Judgement
  /** What is expected of a moment, before it comes. */
  expectAt(state: DetectorState, at: number): { expected: number; band: { low: number; high: number } }
  /** The channels of the last step, the most unlikely first. Of this detector, not of the state. */
  why(): { channel: ChannelName; unlikely: number; size: number }[]
}

/** Half of a band in usual (mean absolute) errors: nine in ten of a normal curve. */
const BAND_ERRORS = 1.645 * 1.2533
/** How far the usual distance between points follows a new one. */
const STEP_GAIN = 0.05
const USUAL_STEP_MS = 60_000
/** Nothing of the first day is too strange to be learnt. */
const FIRST_DAY = 1
/** What the worst minute of an ordinary week of durations reaches above the threshold. */
const SINGLE_MINUTE = 0.7
/** Evidence from which a point of a kind with its own evidence is learnt from less. */
const DOUBT = 2.5

/** Causal: a judgement depends on the state and the point alone. One set of parameters for every series. */
export function createDetector(kind: SeriesKind, options: DetectorOptions = {}): Detector {
  const scale = scales[kind]
  const settings: AlertSettings = { ...alertDefaults[kind], ...options.alert }
  const locate = momentLocator(options.zone ?? 'UTC', options.calendar ?? plainCalendar)
  const closures = options.closures ?? []
  const seen = newLook()
  const moment = newMoment()
  const before = newMoment()

  const skip = (state: DetectorState, at: number, skipped: Skipped): Judgement => ({
    score: 0,
    strangeness: 0,
    evidence: 0,
    side: sideOf(state.floats, kind, 0),
    ...expectAt(state, at),
    alert: { open: (state.floats[S.openFor] as number) > 0, speaks: false },
    skipped,
  })

  function expectAt(state: DetectorState, at: number) {
    locate(at, moment)
    expect(state.floats, moment, seen)
    return bandOf(seen.predicted, seen.spread)
  }

  const bandOf = (predicted: number, spread: number) => ({
    expected: scale.fromUnits(predicted),
    band: {
      low: scale.fromUnits(predicted - BAND_ERRORS * spread),
      high: scale.fromUnits(predicted + BAND_ERRORS * spread),
    },
  })

  function evidence(f: Float32Array, x: number, value: number, of: number, days: number): number {
    if (kind === 'rate') return rateEvidence(f, value, of)
    if (kind === 'count') {
      const slow = scale.fromUnits(seasonalPrediction(f, seen.predictions))
      return countEvidence(
        f,
        value,
        scale.fromUnits(seen.predicted),
        slow,
        seen,
        days,
        scale.fromUnits(f[S.center] as number),
      )
    }
    if (kind === 'value') return sizeEvidence(f, seen, x)
    return max(pointEvidence(seen) - SINGLE_MINUTE, driftEvidence(f, x - seasonalPrediction(f, seen.predictions), days))
  }

  function step(state: DetectorState, point: Point): Judgement {
    const { at, value } = point
    const of = point.of ?? 0
    if (value === null || Number.isNaN(value)) return skip(state, at, 'missing')
    if (at <= state.lastAt) return skip(state, at, 'late')
    if (closures.some(({ from, to }) => at >= from && at < to)) return skip(state, at, 'closed')
    if (kind === 'rate' && of <= 0) return skip(state, at, 'no_trials')
    const f = state.floats
    f[S.least] = scale.least
    const isFirst = f[S.count] === 0
    if (kind === 'count' && !isFirst) locate(state.lastAt, before)
    pace(state, at)
    locate(at, moment)
    const x = scale.toUnits(value, of)
    look(f, x, moment, seen)
    const strange = (f[S.count] as number) > 0 ? strangeness(seen) : 0
    const share = (state.stepMs || USUAL_STEP_MS) / DAY_MS
    const days = (f[S.count] as number) * share
    const speaksFor = evidence(f, x, value, of, days)
    const judgement: Judgement = {
      score: scoreNews(f, strange),
      strangeness: strange,
      evidence: speaksFor,
      side: sideOf(f, kind, seen.slow),
      ...bandOf(seen.predicted, seen.spread),
      alert: alertStep(f, speaksFor, settings, moment.day),
    }
    const attention = attend(f, seen, days, speaksFor > DOUBT && doubts(f, kind))
    if (kind === 'count') {
      learnDispersion(f, value, judgement.expected, attention)
      learnDay(f, moment, isFirst ? null : before, value, state.stepMs || USUAL_STEP_MS, isOdd(state))
    }
    learn(f, x, moment, seen, share, attention)
    return judgement
  }

  const why = () =>
    channelNames
      .map((channel, k) => ({ channel, unlikely: seen.unlikely[k] as number, size: seen.z[k] as number }))
      .sort((a, b) => b.unlikely - a.unlikely)

  return { step, expectAt, why }
}

/** Of counts and rates by the last points together, of others by this one. */
function sideOf(f: Float32Array, kind: SeriesKind, slow: number): Judgement['side'] {
  if (kind === 'count') return (f[S.windowCount] as number) < (f[S.windowMean] as number) ? 'below' : 'above'
  if (kind === 'rate') {
    const recent = (f[S.recentHits] as number) / Math.max(1e-9, f[S.recentTrials] as number)
    return recent < usualShare(f) ? 'below' : 'above'
  }
  return slow < 0 ? 'below' : 'above'
}

/** Which kinds refuse to learn from what they doubt: a count only when events are missing, so that it learns its rush. */
const doubts = (f: Float32Array, kind: SeriesKind): boolean =>
  kind === 'latency' || (kind === 'count' && (f[S.windowCount] as number) < (f[S.windowMean] as number))

/** Learns how far points are apart; a gap counts as at most twice the usual. */
function pace(state: DetectorState, at: number): void {
  if (state.lastAt >= 0) {
    const gap = at - state.lastAt
    const most = state.stepMs
    state.stepMs = most === 0 ? gap : most + STEP_GAIN * max(-most, min(most, gap - most))
  }
  state.lastAt = at
}

/** Learning is slowed while points stand out, and goes on as usual once they have done so for long. */
function attend(f: Float32Array, { z }: Look, days: number, doubted: boolean): number {
  const warm = (f[S.count] as number) > 10
  const before = f[S.outlying] as number
  const out = warm && (abs(z[0] as number) > tuning.standsOut || (before > 0 && abs(z[2] as number) > tuning.standsOut))
  const now = out || doubted ? before + 1 : 0
  f[S.outlying] = now
  return days >= FIRST_DAY && now > 0 && now < tuning.acceptAfterPoints ? tuning.frozen : 1
}
