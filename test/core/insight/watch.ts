import { createDetector, type DetectorOptions, type Judgement, type Point } from '../../../core/insight/detector'
import type { SeriesKind } from '../../../core/insight/kinds/kind'
import { loadState, newState, type StateDocument, saveState } from '../../../core/insight/state'
import { MINUTE, MONDAY } from './takeout'

export interface Heard {
  /** minutes (since the first Monday) at which an alert opened */
  opened: number[]
  openAtEnd: boolean
  judgements: Judgement[]
  /** what the detector remembers at the end */
  state: StateDocument
}

/** Feeds points to a detector of a Shanghai shop. @param learnt what it remembers of earlier days */
export function hear(
  kind: SeriesKind,
  points: readonly Point[],
  learnt?: StateDocument,
  options: DetectorOptions = {},
): Heard {
  const detector = createDetector(kind, { zone: 'Asia/Shanghai', ...options })
  const state = (learnt && loadState(learnt)) ?? newState()
  const opened: number[] = []
  let open = false
  const judgements = points.map((point) => {
    const judgement = detector.step(state, point)
    if (judgement.alert.open && !open) opened.push((point.at - MONDAY) / MINUTE)
    open = judgement.alert.open
    return judgement
  })
  return { opened, openAtEnd: open, judgements, state: saveState(state) }
}

const learnt = new Map<string, StateDocument>()

/** What a detector has learnt from a history; each is learnt once. */
export function remembers(name: string, kind: SeriesKind, history: () => Point[]): StateDocument {
  const known = learnt.get(name)
  if (known !== undefined) return known
  const { state } = hear(kind, history())
  learnt.set(name, state)
  return state
}
