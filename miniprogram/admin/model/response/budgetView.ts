import type { Budget } from '../../../../contract/pages/response'
import { grouped } from '../../format/grouped'
import { percentNumber } from '../../format/percent'
import { usedUpWords } from '../../format/usedUp'
import type { Share } from '../shares'

/** What may still fail, as the owner reads it: a number, a bar, and whether it lasts. */
export interface BudgetView {
  title: string
  note: string
  parts: Share[]
  before: string
  today: string
  left: string
  sentence: string
  spoken: string
}

/** @param zone of the shop */
export function budgetView(budget: Budget, zone: string): BudgetView {
  const { allowed, left, leftShare, usedBefore, usedToday, usualPerDay, objective, days } = budget
  const whole = Math.max(allowed, usedBefore + usedToday, 1)
  const parts: Share[] = [
    { name: 'before', share: usedBefore / whole, tone: 'quiet', label: '' },
    { name: 'today', share: usedToday / whole, tone: 'now', label: '' },
    { name: 'left', share: Math.max(0, left) / whole, tone: 'rest', label: '' },
  ]
  const title = left > 0 ? `还允许失败 ${grouped(Math.round(left))} 次` : `失败超了 ${grouped(Math.round(-left))} 次`
  const rest = leftOf(leftShare)
  return {
    title,
    note: `${days} 天，目标 ${percentNumber(objective)}%`,
    parts,
    before: `之前用了 ${grouped(Math.round(usedBefore))}`,
    today: `今天 ${grouped(Math.round(usedToday))}`,
    left: rest,
    sentence: `平时一天约 ${grouped(Math.round(usualPerDay))} 次。${lasting(budget, zone)}`,
    spoken: `${days} 天里允许失败的，${rest}`,
  }
}

/** 剩一半: a share as one says it. */
function leftOf(share: number): string {
  if (share <= 0) return '一次不剩'
  if (share > 0.45 && share < 0.55) return '剩一半'
  return `剩 ${Math.max(1, Math.round(share * 100))}%`
}

function lasting({ usedUp, left, days }: Budget, zone: string): string {
  if (left <= 0) return `这 ${days} 天的已经用完`
  return usedUpWords(usedUp, zone) || `照这样，这 ${days} 天不会用完`
}
