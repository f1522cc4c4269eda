import { createDetector, type DetectorOptions, type Judgement, type Point } from '../../../core/insight/detector'
import type { SeriesKind } from '../../../core/insight/kinds/kind'
import { newState } from '../../../core/insight/state'
import { MINUTE, MONDAY } from './takeout'

/** Minutes (since the first Monday) at which an alert opened, from a minute on, and whether one is open at the end. */
export interface Heard {
  opened: number[]
  openAtEnd: boolean
  judgements: Judgement[]
}

/** Feeds a series to a fresh detector of a Shanghai shop. */
export function hear(kind: SeriesKind, points: Point[], from = 0, options: DetectorOptions = {}): Heard {
  const detector = createDetector(kind, { zone: 'Asia/Shanghai', ...options })
  const state = newState()
  const opened: number[] = []
  let open = false
  const judgements = points.map((point) => {
    const judgement = detector.step(state, point)
    const minute = (point.at - MONDAY) / MINUTE
    if (judgement.alert.open && !open && minute >= from) opened.push(minute)
    open = judgement.alert.open
    return judgement
  })
  return { opened, openAtEnd: open, judgements }
}
