import type { OrderMappingReport } from '../../../../contract/pages/orderMapping'
import { dayTime } from '../../format/dayName'
import { money } from '../../format/money'
import type { Moment } from '../../services/watchAnswer'
import { stateWord } from './words'

export interface MappingView {
  level: 'ok' | 'warn' | 'none'
  title: string
  sentence: string
  faults: { name: string; text: string }[]
  fields: { name: string; path: string; text: string; bad: boolean }[]
  states: { name: string; text: string; bad: boolean }[]
  /** what is saved, as text that can be changed */
  json: string
  mayChange: boolean
}

const faultWords: Record<string, string> = {
  bad_id: '没有订单号，或者认不出',
  no_created_at: '没有下单时间',
  no_updated_at: '没有更新时间',
  future: '下单时间在将来',
  bad_amount: '金额不对：负数、不是数，或者比一分还细',
  bad_store: '不知道是哪家店的',
  unknown_state: '状态没对上',
  bad_items: '菜单明细读不懂',
  bad_refund: '退款金额不对',
}

const fieldWords: Record<string, string> = {
  id: '订单 id',
  store: '门店',
  status: '状态',
  amount: '金额',
  createdAt: '下单时间',
  updatedAt: '更新时间',
  'times.paidAt': '付款时间',
  'times.acceptedAt': '接单时间',
  'times.readyAt': '出餐时间',
  'times.doneAt': '送达时间',
  'times.cancelledAt': '取消时间',
  'times.refundedAt': '退款时间',
  'history.list': '状态记录',
  'items.list': '点的菜',
  number: '单号',
  customer: '顾客',
  'refund.list': '退款记录',
  'refund.amount': '退款金额',
  'refund.reason': '退款原因',
  cancelReason: '取消原因',
  payment: '付款方式',
}

/** Fields without which no order can be read; the others are only there once something has happened. */
const needed = ['id', 'store', 'status', 'amount', 'createdAt', 'updatedAt', 'items.list', 'history.list']

export function mappingView(report: OrderMappingReport, _moment: Moment): MappingView {
  const { looked, readable, example, now, zone } = report
  const bad = looked - readable
  return {
    level: looked === 0 ? 'none' : bad === 0 ? 'ok' : 'warn',
    title:
      looked === 0
        ? '集合里还没有订单'
        : bad === 0
          ? `最近 ${looked} 单都读懂了`
          : `${looked} 单里有 ${bad}\u00a0单\n读不懂`,
    sentence:
      example === null
        ? ''
        : `最新一单 ${example.number}，${money(example.amountFen)}，${dayTime(example.createdAt, now, zone)}${stateWord(example.state) === '' ? '' : `，${stateWord(example.state)}`}`,
    faults: report.faults.map(({ fault, count }) => ({ name: faultWords[fault] ?? fault, text: `${count} 单` })),
    fields: report.fields.map(({ name, path, missing, unreadable }) => ({
      ...{ name: fieldWords[name] ?? name, path, text: fieldText(missing, unreadable, looked) },
      bad: unreadable > 0 || (missing > 0 && needed.includes(name)),
    })),
    states: report.states.map(({ value, count, state }) => ({
      ...{ name: value === '' ? '（空）' : value, bad: state === null && report.mapping.states !== undefined },
      text: `${count} 单，${state === null ? '没对上' : `当作${stateWord(state)}`}`,
    })),
    json: JSON.stringify(report.mapping, null, 2),
    mayChange: report.mayChange,
  }
}

function fieldText(missing: number, unreadable: number, looked: number): string {
  const parts = [
    missing > 0 ? `${looked} 单里 ${missing} 单没有` : '',
    unreadable > 0 ? `${unreadable} 单看不懂` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? '都有' : parts.join('，')
}
