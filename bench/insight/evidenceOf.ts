import { type AlertSettings, alertStep } from '../../core/insight/alert/alertLayer'
import { plainCalendar } from '../../core/insight/calendar/calendar'
import { createDetector } from '../../core/insight/detector'
import { momentLocator } from '../../core/insight/moment'
import { S } from '../../core/insight/score/scalars'
import { newMoment } from '../../core/insight/score/season'
import { newState } from '../../core/insight/state'
import type { Labelled } from './labelled'

const locate = momentLocator('UTC', plainCalendar)

/** Evidence of every point: alert settings can then be compared without judging again. */
export function evidenceOf({ timestamps, values }: Labelled): { evidence: Float32Array; score: Float32Array } {
  const detector = createDetector('value')
  const state = newState()
  const evidence = new Float32Array(values.length)
  const score = new Float32Array(values.length)
  values.forEach((value, k) => {
    const judgement = detector.step(state, { at: (timestamps[k] as number) * 1000, value })
    evidence[k] = judgement.evidence
    score[k] = judgement.score
  })
  return { evidence, score }
}

/** The alert layer alone, over evidence. */
export function alertsOf({ timestamps }: Labelled, evidence: Float32Array, settings: AlertSettings): Uint8Array {
  const { floats } = newState()
  const moment = newMoment()
  const alerts = new Uint8Array(evidence.length)
  for (let k = 0; k < alerts.length; k++) {
    floats[S.count] = k
    locate((timestamps[k] as number) * 1000, moment)
    if (alertStep(floats, evidence[k] as number, settings, moment.day).speaks) alerts[k] = 1
  }
  return alerts
}
