import type { IncidentDetail } from '../../../../contract/admin'
import { indicatorUrl } from '../strip'
import type { WhyRow } from './whyRow'

const stepMs = 300_000

/** How orders ran since it began beside what was forecast; none before five minutes of it are over. */
export function courseRows({ why: { course }, incident }: IncidentDetail): WhyRow[] {
  if (course === null) return []
  const until = incident.resolvedAt ?? Number.POSITIVE_INFINITY
  const steps = course.at.flatMap((at, index) => {
    const actual = course.actual[index] ?? null
    if (actual === null || at + stepMs <= incident.openedAt || at >= until) return []
    return [{ actual, expected: course.expected[index] ?? 0, low: course.low[index] ?? 0 }]
  })
  if (steps.length === 0) return []
  const sum = (of: 'actual' | 'expected') => Math.round(steps.reduce((total, step) => total + step[of], 0))
  const few = steps.filter(({ actual, low }) => actual < low).length
  const word = course.series === 'orders' ? '下单' : '付成'
  const length = `${steps.length * 5} 分钟里`
  return [
    {
      key: 'course',
      icon: few > 0 ? 'warn' : 'ok',
      title: `${word} ${sum('actual')} 单，预测 ${sum('expected')} 单`,
      note: few > 0 ? `${length}有 ${few * 5} 分钟少得不寻常` : `${length}都在预测的上下之间`,
      url: indicatorUrl('transactions', incident.openedAt),
    },
  ]
}
