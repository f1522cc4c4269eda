import type { IncidentDetail } from '../../../../contract/admin'
import { clockRange } from '../../format/clockTime'
import { indicatorUrl } from '../strip'
import type { WhyRow } from './whyRow'

const stepMs = 300_000

/** How orders ran while it lasted, by whole five minutes, beside what was forecast; none before the first of them is over. */
export function courseRows({ why: { course }, incident, zone }: IncidentDetail): WhyRow[] {
  if (course === null) return []
  const until = (incident.resolvedAt ?? Number.POSITIVE_INFINITY) - stepMs
  const steps = course.at.flatMap((at, index) => {
    const actual = course.actual[index] ?? null
    if (actual === null || at < incident.openedAt || at > until) return []
    return [{ at, actual, expected: course.expected[index] ?? 0, low: course.low[index] ?? 0 }]
  })
  if (steps.length === 0) return []
  const sum = (of: 'actual' | 'expected') => Math.round(steps.reduce((total, step) => total + step[of], 0))
  const few = steps.filter(({ actual, low }) => actual < low).length
  const word = course.series === 'orders' ? '下单' : '付成'
  const [first, last] = [steps[0], steps[steps.length - 1]]
  const when = clockRange(first?.at ?? 0, (last?.at ?? 0) + stepMs, zone)
  return [
    {
      key: 'course',
      icon: few > 0 ? 'warn' : 'ok',
      title: `${word} ${sum('actual')} 单，预测 ${sum('expected')} 单`,
      note: few > 0 ? `${when} 里有 ${few * 5} 分钟少得不寻常` : `${when} 都在预测的上下之间`,
      url: indicatorUrl('transactions', incident.openedAt),
    },
  ]
}
