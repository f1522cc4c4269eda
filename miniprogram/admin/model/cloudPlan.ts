import type { PlanUse } from '../../../contract/pages/load'
import type { ShopSettings } from '../../../contract/pages/settings'
import type { PlanSettings } from '../../../contract/plan'
import { counted } from '../format/counted'
import { wholePercent } from '../format/percent'
import { lasting } from './load/planView'

export interface PlanChoice {
  /** points a month; 0: none chosen */
  points: number
  name: string
  note: string
  chosen: boolean
}

export interface CloudPlanView {
  may: boolean
  choices: PlanChoice[]
  /** how much of it the monitor may take; empty while no plan is chosen */
  shares: { id: string; name: string }[]
  share: string
  /** who counts for the whole environment */
  usage: { note: string; act: string; on: boolean } | null
}

const shares = [0.2, 0.3, 0.5, 0.8]
/** Of a plan for which nothing else was said. */
const usualShare = 0.5

export function cloudPlanView({ plan, plans, may, usage }: ShopSettings): CloudPlanView {
  const points = plan?.pointsPerMonth ?? 0
  const listed = plans.map((one) => ({
    points: one.points,
    name: one.yuan === 0 ? '免费' : `¥${one.yuan} 一个月`,
    note: `每月 ${counted(one.points)} 点`,
  }))
  const own = points === 0 || listed.some((one) => one.points === points)
  const choices = [
    ...listed,
    ...(own ? [] : [{ points, name: '自己的', note: `每月 ${counted(points)} 点` }]),
    { points: 0, name: '不知道', note: '不估还剩多少，也不替你省' },
  ]
  const share = plan === null ? 0 : plan.monitorShare
  return {
    may: may.includes('plan'),
    choices: choices.map((one) => ({ ...one, chosen: one.points === points })),
    shares:
      plan === null
        ? []
        : [...new Set([...shares, share])]
            .sort((a, b) => a - b)
            .map((one) => ({ id: String(one), name: wholePercent(one) })),
    share: String(share),
    usage: may.includes('usage') ? usageRow(usage) : null,
  }
}

function usageRow(usage: ShopSettings['usage']): NonNullable<CloudPlanView['usage']> {
  if (usage?.kind === 'cloudbase') return { note: `在读 ${usage.envId} 的用量`, act: '换', on: true }
  const note = usage === null ? '没接，只知道看店自己用了多少' : '本机的计量表在数'
  return { note, act: '接', on: false }
}

/** What is left of the month. @param use as the page 负载 has it; null while it is not known */
export function planHead(plan: PlanSettings | null, use: PlanUse | null): { title: string; sentence: string } {
  if (plan === null) return { title: '还没选套餐', sentence: '选了才知道这个月还剩多少' }
  const { pointsPerMonth } = plan
  if (use === null) return { title: `每月 ${counted(pointsPerMonth)} 点`, sentence: '这个月用了多少，还没读到' }
  const left = pointsPerMonth - use.used
  const { used, forecast, daysLeft } = use
  const course = forecast === null ? '' : daysLeft === null ? '照这样月底' : '照这样'
  return {
    title: left <= 0 ? '这个月用完了' : `这个月还剩 ${counted(left)} 点`,
    sentence: `用了 ${counted(used)} 点，${course}${lasting(pointsPerMonth, forecast, daysLeft)}`,
  }
}

/** What is saved when a plan is tapped: the share stays what it was. @param points a month; 0 for none */
export const planOf = (before: PlanSettings | null, points: number): PlanSettings | null =>
  points === 0 ? null : { pointsPerMonth: points, monitorShare: before?.monitorShare ?? usualShare }
