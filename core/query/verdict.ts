import type { IncidentSummary, Light, Overview, SetupStep } from '../../contract/query'
import { worstOf } from './lights'

export interface VerdictInput {
  incident: IncidentSummary | null
  lights: readonly Light[]
  today: Overview['today']
  steps: readonly SetupStep[]
  day: number
  open: boolean
  /** something was folded at all */
  watched: boolean
}

type Verdict = Overview['verdict']

/** Within this share of last week it is "as last week" (DESIGN-LANGUAGE §4). */
const SAME = 0.02
/** Fewer orders than this make no day busy or slow. */
const FEWEST_ORDERS = 5

/** The sentence at the top: the worst thing that is known, or how the day goes. At most 13 letters a line. */
export function verdictOf(input: VerdictInput): Verdict {
  const { incident, lights, day, watched } = input
  if (incident !== null) return { level: incident.severity, title: incident.title, sentence: incident.sentence }
  const undone = input.steps.filter((step) => !step.done && (step.id === 'messages' || step.id === 'colleague')).length
  if (day <= 1 || !watched) {
    const title = undone > 0 ? `开始看店了，\n还差 ${undone} 步才叫得到你` : '开始看店了，\n先看几天再下结论'
    return { level: 'none', title, sentence: '' }
  }
  const worst = worstOf(lights)
  if (worst?.level === 'crit' || worst?.level === 'warn')
    return { level: 'warn', title: `有${howMany(lights)}处要留意`, sentence: worst.sentence }
  if (lights.every(({ level }) => level === 'none')) return nothingKnown(input)
  return { level: 'ok', title: `一切正常${busyness(input)}`, sentence: undone > 0 ? '不过出事还叫不到人' : '' }
}

const howMany = (lights: readonly Light[]): string => {
  const many = lights.filter(({ level }) => level === 'crit' || level === 'warn').length
  return many === 1 ? '一' : ` ${many} `
}

const nothingKnown = ({ open }: VerdictInput): Verdict =>
  open
    ? { level: 'none', title: '这会儿没有顾客，\n好不好还看不出', sentence: '' }
    : { level: 'ok', title: '打烊了，没有事', sentence: '' }

function busyness({ today: { orders, comparison } }: VerdictInput): string {
  if (comparison === null || Math.max(orders, comparison.orders) < FEWEST_ORDERS) return ''
  const lastWeek = comparison.label.replace('此时', '')
  const change = orders / Math.max(1, comparison.orders) - 1
  if (Math.abs(change) <= SAME) return `，和${lastWeek}一样`
  return change > 0 ? `，比${lastWeek}忙` : `，比${lastWeek}清闲`
}
