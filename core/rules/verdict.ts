import type { SentenceWord } from '../../contract/schemas/rule'

/** What a rule sees in one minute. `unknown`: no data, or too little to tell. `closed`: the rule does not apply now. */
export interface Verdict {
  holds: boolean | 'unknown' | 'closed'
  /** of a rule with a clear value: false keeps firing what fires, although it holds no more */
  isClear?: boolean
  /** what was compared with the rule's value; null where there was nothing */
  value: number | null
  /** numbers its sentence may speak of */
  seen: Partial<Record<SentenceWord, number>>
}

export const UNKNOWN: Verdict = { holds: 'unknown', value: null, seen: {} }
export const CLOSED: Verdict = { holds: 'closed', value: null, seen: {} }
