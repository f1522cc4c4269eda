import type { IncidentDetail } from '../../../contract/admin'
import type { IncidentSummary } from '../../../contract/query'
import { at } from '../overviews'

const zone = 'Asia/Shanghai'
const minuteMs = 60_000

const whyOf = (openedAt: number): IncidentDetail['why'] => ({
  causes: {
    ...{ kind: 'ratio', before: 0.02, now: 0.8, change: 0.78 },
    causes: [
      {
        ...{ label: 'api', value: 'requestPayment', title: '付款', contribution: 0.74, explains: 0.95, within: 0.74 },
        ...{ before: { count: 41, hits: 1 }, now: { count: 10, hits: 8 } },
      },
    ],
  },
  stores: null,
  changes: [{ at: openedAt - 10 * minuteMs, kind: 'release', text: '新版本 1.4.0 开始有人用' }],
  course: { series: 'paid', at: [openedAt], actual: [2], expected: [10], low: [6], high: [14] },
  signal: {
    ...{ what: 'okShare', metric: 'pay', quantile: null, windowMinutes: 3, limit: { value: 0.5, side: 'below' } },
    ...{ at: Array.from({ length: 8 }, (_, index) => openedAt + (index - 4) * minuteMs), band: null },
    values: [1, null, null, 1, 0.9, 0.2, 0.2, 0.2],
  },
})

export const detailOf = (summary: IncidentSummary): IncidentDetail => {
  const from = Math.floor((summary.openedAt - 10 * minuteMs) / minuteMs) * minuteMs
  const minutes = Array.from({ length: 16 }, (_, index) => from + index * minuteMs)
  const isBroken = (time: number) => time >= summary.openedAt
  return {
    incident: summary,
    store: 'wensan',
    zone,
    area: 'ordering',
    keptBy: 'minutes',
    alerts: [
      {
        rule: 'paymentSuccess',
        indicator: 'transactions',
        title: '顾客付不了款',
        severity: 'crit',
        since: summary.openedAt,
        until: null,
      },
      {
        rule: 'slowPayment',
        indicator: 'response',
        title: '点付款要等很久',
        severity: 'warn',
        since: summary.openedAt,
        until: null,
      },
    ],
    payments: {
      at: minutes,
      ok: minutes.map((time, index) => (isBroken(time) ? 0 : 1 + (index % 3))),
      failed: minutes.map((time, index) => (isBroken(time) ? 1 + (index % 2) : 0)),
      expected: minutes.map(() => 2.4),
    },
    people: [
      { staff: 'qiang', name: '阿强' },
      { staff: 'zhou', name: '小周' },
    ],
    phases: { detectMs: 3 * minuteMs, takeMs: 4 * minuteMs, fixMs: summary.resolvedAt === null ? null : 9 * minuteMs },
    money: {
      expectedOrders: 10,
      actualOrders: 2,
      averageFen: 3440,
      fen: 27_500,
      fenPerMinute: 4600,
      by: 'weeks',
      weeks: 4,
    },
    review: null,
    signals: [{ kind: 'error', at: at('12:11'), text: '付款页没拿到付款信息', ref: 'f1' }],
    why: whyOf(summary.openedAt),
    mitigations: [
      { id: 'counter', name: '改成到店付款', note: '先下单，取餐时再付', undoAfterMinutes: 60 },
      { id: 'pause', name: '暂停接单', note: '最后一招', undoAfterMinutes: 30 },
    ],
    runs: [{ id: 'r1', name: '下架招牌牛肉面', by: '兰姨', at: at('12:14'), undoAt: at('14:14'), status: 'active' }],
    assigned: null,
    hold: null,
    deadLetters: [],
  }
}
