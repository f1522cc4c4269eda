import type { OrderWatch, RoadStep } from '../../../../contract/pages/orderWatch'
import { clockSecond } from '../../format/clockTime'
import { dayTime } from '../../format/dayName'
import { money } from '../../format/money'
import { secondsText } from '../../format/seconds'
import type { Moment } from '../../services/watchAnswer'
import { dangerWord, phoneWord, serverWord, stateWord } from './words'

export interface RoadRow {
  key: number
  time: string
  lane: RoadStep['lane']
  /** whose word it is */
  who: string
  title: string
  /** the engineer's name of it */
  code: string
  /** how long it took; empty for what takes no time */
  took: string
  tone: '' | 'warn' | 'crit' | 'good'
}

export interface OrderRoadView {
  title: string
  sentence: string
  level: 'ok' | 'warn'
  facts: { name: string; text: string }[]
  items: { name: string; count: string; sum: string }[]
  rows: RoadRow[]
  foot: string
  demo: boolean
}

const lanes: Record<RoadStep['lane'], string> = { phone: '手机', server: '后台', shop: '店里' }

const sights: Record<string, string> = {
  submit: '提交了订单',
  asked: '打开微信付款',
  ok: '微信说付成了',
  cancelled: '微信说取消了',
  failed: '微信说没付成',
  unclear: '付款没有回音',
  shown: '页面显示付好了',
}

const states: Record<string, string> = {
  created: '订单建好',
  paid: '收到钱',
  accepted: '店里接单',
  ready: '出餐',
  delivered: '送到',
  cancelled: '取消',
  refunded: '退款',
}

const badSights = ['cancelled', 'failed', 'unclear']
const slowMs = 3_000

export function orderRoad(watch: OrderWatch, _moment: Moment): OrderRoadView {
  const { order, payment, zone, now } = watch
  const dangers = payment?.dangers ?? []
  const sentence = payment === null ? '' : `手机说${phoneWord[payment.phone]}，${serverWord[payment.server]}`
  return {
    title:
      dangers[0] === undefined
        ? titleOf(order.state)
        : dangerWord[dangers[0]](1).replace(/^1 单/, '这单').replace('，', '，\n'),
    sentence,
    level: dangers.length > 0 ? 'warn' : 'ok',
    facts: [
      { name: '单号', text: order.number },
      { name: '下单', text: dayTime(order.createdAt, now, zone) },
      { name: '金额', text: money(order.amountFen) },
      ...(order.refundedFen > 0 ? [{ name: '退款', text: money(order.refundedFen) }] : []),
      ...(watch.slowest === null ? [] : [{ name: '最久的一步', text: secondsText(watch.slowest.durationMs) }]),
    ],
    items: order.items.map(({ name, count, priceFen }) => ({
      name,
      count: `× ${count}`,
      sum: money(priceFen * count),
    })),
    rows: watch.road.map((step, key) => rowOf(step, key, zone)),
    foot: footOf(watch),
    demo: watch.demo,
  }
}

const titleOf = (state: string): string => `这单${stateWord(state)}`

function rowOf({ at, lane, kind, label, durationMs, outcome }: RoadStep, key: number, zone: string): RoadRow {
  const failed = outcome !== null && !['ok', 'aborted', 'interrupted'].includes(outcome)
  const slow = kind === 'call' && durationMs !== null && durationMs > slowMs
  const took = durationMs === null ? '' : secondsText(durationMs)
  const base = { key, time: clockSecond(at, zone), lane, who: lanes[lane], code: '', took, tone: '' as RoadRow['tone'] }
  switch (kind) {
    case 'sight':
      return { ...base, title: sights[label] ?? label, tone: badSights.includes(label) ? 'warn' : '' }
    case 'state':
      return {
        ...base,
        title: states[label] ?? label,
        tone: label === 'refunded' || label === 'cancelled' ? 'warn' : 'good',
      }
    case 'alert':
      return { ...base, title: label, tone: 'crit' }
    case 'message':
      return { ...base, title: `通知了${label}` }
    case 'error':
      return { ...base, title: '页面出错', code: label, tone: 'crit' }
    case 'page':
      return { ...base, title: '打开页面', code: label }
    case 'tap':
      return { ...base, title: '点了一下', code: label }
    case 'call': {
      const title = failed ? '没等到回答' : slow ? '等了很久' : '等了后台'
      return { ...base, title, code: label, tone: failed ? 'crit' : slow ? 'warn' : '' }
    }
  }
}

function footOf({ details, road }: OrderWatch): string {
  if (details === 'gone') return '点击和等待只留两天，这单的已经删了'
  if (details === 'none') return '这位顾客的手机没说过这一单'
  return `共 ${road.length} 步。谁看过这单都记着`
}
