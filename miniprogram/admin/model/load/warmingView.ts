import type { Warming } from '../../../../contract/pages/load'
import type { WarmingSettings } from '../../../../contract/warm'
import { clockTime } from '../../format/clockTime'
import { counted } from '../../format/counted'

/** 高峰前先热好 */
export interface WarmingView {
  on: boolean
  /** what is done and when */
  what: string
  /** what it costs, and what customers are spared */
  price: string
  gain: string
  /** what is saved when it is switched on */
  functions: WarmingSettings['functions']
}

/** @param zone of the shop */
export function warmingView({ on, functions, next, rushesADay, perMonth }: Warming, zone: string): WarmingView {
  const names = functions.map(({ name, instances }) => `${name} ${instances} 个`).join('、')
  const when =
    next === null ? (rushesADay === 0 ? '这一天没有高峰' : '今天的高峰都过了') : `下个高峰 ${clockTime(next, zone)}`
  const yuan = perMonth.yuan < 0.01 ? '不到 1 分钱' : `约 ¥${perMonth.yuan.toFixed(2)}`
  return {
    on,
    what: `${when}，提前备好 ${names}`,
    price: `一个月多调用 ${counted(perMonth.calls)} 次，${yuan}`,
    gain:
      perMonth.coldStarts === 0
        ? '照现在的人数，没有顾客会多等'
        : `少让 ${counted(perMonth.coldStarts)} 位顾客多等${waited(perMonth)}`,
    functions: functions.map(({ name, instances }) => ({ name, instances })),
  }
}

function waited({ savedMs, coldStarts }: Warming['perMonth']): string {
  return savedMs === 0 ? '' : `，每人 ${(savedMs / coldStarts / 1000).toFixed(1)} 秒`
}
