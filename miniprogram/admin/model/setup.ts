import type { Overview, SetupStep } from '../../../contract/query'
import { learningDays } from './head'

export interface SetupRow extends SetupStep {
  /** what a tap does; null for steps that are done elsewhere */
  action: { kind: 'topUp' | 'invite'; label: string; primary: boolean } | null
}

export interface Setup {
  rows: SetupRow[]
  /** 做好 3 步，共 5 步 */
  note: string
}

const actions: Partial<Record<SetupStep['id'], { kind: 'topUp' | 'invite'; label: string }>> = {
  messages: { kind: 'topUp', label: '充能' },
  colleague: { kind: 'invite', label: '邀请' },
}

/** Steps of the first days, what is left to do first; null once all is done or learned. Only the first button is filled. */
export function setupOf(overview: Overview, mayInvite: boolean): Setup | null {
  const { steps } = overview
  const done = steps.filter((step) => step.done).length
  if (done === steps.length || overview.day > learningDays) return null
  let filled = false
  const rows = [...steps.filter((step) => !step.done), ...steps.filter((step) => step.done)].map((step): SetupRow => {
    const action = step.done ? undefined : actions[step.id]
    if (action === undefined || (action.kind === 'invite' && !mayInvite)) return { ...step, action: null }
    const primary = !filled && overview.incident === null
    filled = true
    return { ...step, action: { ...action, primary } }
  })
  return { rows, note: `做好 ${done} 步，共 ${steps.length} 步` }
}

export interface Learning {
  note: string
  /** one per day of learning */
  days: { day: number; begun: boolean }[]
  sentence: string
}

/** Shown while "as usual" is not known yet. */
export function learningOf({ day }: Overview): Learning | null {
  if (day > learningDays) return null
  return {
    note: `第 ${day} 天，共 ${learningDays} 天`,
    days: Array.from({ length: learningDays }, (_, at) => ({ day: at + 1, begun: at < day })),
    sentence: '学会之前先按通用标准看：常要等过 3 秒算慢，一半人付不成算严重',
  }
}
