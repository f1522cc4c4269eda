import { type AlertSettings, alertStep } from '../../core/insight/alert/alertLayer'
import { createDetector } from '../../core/insight/detector'
import { S } from '../../core/insight/score/scalars'
import { newState } from '../../core/insight/state'
import type { Labelled } from './labelled'

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
export function alertsOf(evidence: Float32Array, settings: AlertSettings): Uint8Array {
  const { floats } = newState()
  return Uint8Array.from(evidence, (one, k) => {
    floats[S.count] = k
    return alertStep(floats, one, settings).speaks ? 1 : 0
  })
}
