import type { SeriesKind } from '../kinds/kind'
import { S } from '../score/scalars'
import type { Place } from '../score/season'
import { habitAt, learnHabit } from './habit'

const { log1p } = Math

/** When evidence becomes an alert. Apart from the score: a score ranks, an alert wakes somebody. */
export interface AlertSettings {
  /** evidence that opens */
  open: number
  /** what each alert of the recent past adds to that, by the logarithm of their number: nobody is called all day */
  weary: number
  /** what a time of day adds at which there was evidence every day lately: what happens daily is no news; 0 = nothing */
  habit: number
  /** points after which half of a past alert is forgotten */
  forgetAfterPoints: number
  /** points with evidence at which an open alert speaks before it merely holds */
  speakPoints: number
  /** points without evidence after which it closes */
  closeAfterPoints: number
  /** first points of a series, which know nothing yet */
  learnPoints: number
}

const usual: AlertSettings = {
  open: 4.8,
  weary: 0.75,
  habit: 0,
  forgetAfterPoints: 3000,
  speakPoints: 3,
  closeAfterPoints: 10,
  learnPoints: 60,
}

/**
 * `value` was chosen on labelled series (bench/insight); the kinds with evidence of their own on days of a shop. They have
 * no habits: orders that fail to come every noon are as bad each time.
 */
export const alertDefaults: Record<SeriesKind, AlertSettings> = {
  value: { ...usual, open: 1.6, weary: 0.34, habit: 1.2, forgetAfterPoints: 3600, speakPoints: 2, closeAfterPoints: 8 },
  latency: usual,
  // a rush has lulls: what is missing all day is told a few times, not at each of them
  count: { ...usual, closeAfterPoints: 30 },
  rate: usual,
}

export interface AlertStep {
  /** an alert is open */
  open: boolean
  /** it says so at this point: its first points with evidence */
  speaks: boolean
}

/** What a candidate that did not open adds to weariness: the threshold was almost reached. */
const CANDIDATE_SHARE = 0.4

/**
 * Opens, holds, closes; keeps its own numbers in the state.
 * @param evidence see score/evidence @param place of the point in the profile of the day
 */
export function alertStep(f: Float32Array, evidence: number, settings: AlertSettings, place: Place): AlertStep {
  const budget = (f[S.budget] as number) * 0.5 ** (1 / settings.forgetAfterPoints)
  f[S.budget] = budget
  const candidate = evidence >= settings.open && (f[S.count] as number) > settings.learnPoints
  if (settings.habit > 0) learnHabit(f, place, candidate)
  if ((f[S.openFor] as number) > 0) return hold(f, candidate, settings)
  const quiet = f[S.candidateQuiet] as number
  f[S.candidateQuiet] = candidate ? 0 : quiet + 1
  if (!candidate) return { open: false, speaks: false }
  const habit = settings.habit > 0 ? settings.habit * habitAt(f, place) : 0
  if (evidence < settings.open + settings.weary * log1p(budget) + habit) {
    if (quiet >= settings.closeAfterPoints) f[S.budget] = budget + CANDIDATE_SHARE
    return { open: false, speaks: false }
  }
  f[S.openFor] = 1
  f[S.quietFor] = 0
  f[S.budget] = budget + 1
  return { open: true, speaks: true }
}

function hold(f: Float32Array, candidate: boolean, settings: AlertSettings): AlertStep {
  const openFor = (f[S.openFor] as number) + 1
  const quiet = candidate ? 0 : (f[S.quietFor] as number) + 1
  const closes = quiet > settings.closeAfterPoints
  f[S.openFor] = closes ? 0 : openFor
  f[S.quietFor] = quiet
  if (closes) f[S.candidateQuiet] = quiet
  return { open: !closes, speaks: candidate && openFor <= settings.speakPoints }
}
