import type { Overview } from '../../../contract/query'
import { clockTime } from '../format/clockTime'
import { type Delta, delta } from '../format/delta'
import { grouped } from '../format/grouped'
import { money, moneyFigure } from '../format/money'
import type { Freshness } from './freshness'

export interface Figure {
  label: string
  sign: string
  number: string
  unit: string
  delta: Delta
  /** the whole as one sentence, for those who listen */
  spoken: string
}

/** Today's money and orders, against the same time last week. */
export function figuresOf({ today, zone }: Overview, freshness: Freshness): { money: Figure; orders: Figure } {
  const { comparison } = today
  const against = (now: number, before: number | undefined): Delta => {
    if (comparison === null || before === undefined) return { words: '还没得比', change: '' }
    if (!freshness.stale) return delta(now, before, comparison.label)
    const past = delta(now, before, comparison.label.replace(/此时$/, ''))
    return { ...past, words: `${clockTime(freshness.asOf, zone)} 时${past.words}` }
  }
  const income = against(today.revenueFen, comparison?.revenueFen)
  const orders = against(today.orders, comparison?.orders)
  return {
    money: {
      ...moneyFigure(today.revenueFen),
      label: '今日实收',
      delta: income,
      spoken: `今日实收 ${money(today.revenueFen)}，${income.words}${income.change}`,
    },
    orders: {
      sign: '',
      number: grouped(today.orders),
      unit: '单',
      label: '订单',
      delta: orders,
      spoken: `订单 ${grouped(today.orders)} 单，${orders.words}${orders.change}`,
    },
  }
}
