import type { ErrorGroup, ErrorPage, ErrorSample, ErrorsPage } from '../../../contract/pages/errors'
import { at } from '../overviews'
import { dayChart, head } from './parts'

const chart = () => {
  const day = dayChart('events', { count: { calm: 0, stuck: 0 } })
  const counts: Record<string, number> = { '12:10': 9, '12:15': 11, '12:20': 5 }
  const values = day.at.map((time) => Object.entries(counts).find(([clock]) => at(clock) === time)?.[1] ?? 0)
  return { ...day, band: null, lines: [{ id: 'count', label: '', values }] }
}

export const group = (more: Partial<ErrorGroup> = {}): ErrorGroup => ({
  fingerprint: '7c1e09aa',
  kind: 'TypeError',
  message: "Cannot read properties of undefined (reading 'timeStamp')",
  page: 'pages/checkout/index',
  status: 'open',
  level: 'warn',
  count: 25,
  users: 18,
  usersAtLeast: false,
  firstAt: at('12:12'),
  lastAt: at('12:22'),
  isNew: true,
  isBack: false,
  newestRelease: '2.8.0',
  fixed: null,
  release: '2.8.0',
  trend: chart().lines[0]!.values,
  ...more,
})

/** Three kinds; the list page of mock 05. @param more further ones, to fill a long list */
export const errorsPage = (more = 0): ErrorsPage => ({
  ...head({ level: 'warn', title: '1 种新错误，\n18 位顾客碰到', sentence: '' }),
  count: { value: 31, before: 4, beforeLabel: '上周三' },
  users: { value: 21, before: 4, beforeLabel: '上周三' },
  rate: { value: 0.038, before: 0.005, beforeLabel: '上周三' },
  chart: chart(),
  groups: [
    group(),
    group({
      fingerprint: 'b2',
      kind: 'Error',
      message: 'request:fail timeout',
      page: 'pages/menu/index',
      level: 'none',
      count: 4,
      users: 2,
      isNew: false,
      firstAt: at('12:00') - 86_400_000 * 6,
      lastAt: at('13:31'),
      isBack: true,
      newestRelease: '2.8.1',
      fixed: { release: '2.8.0', next: true },
    }),
    group({
      fingerprint: 'c3',
      message: 'dish is not defined',
      kind: 'ReferenceError',
      status: 'solved',
      level: 'ok',
      count: 2,
      users: 1,
    }),
    ...Array.from({ length: more }, (_, index) =>
      group({
        fingerprint: `x${index}`,
        message: `第 ${index + 1} 种`,
        level: 'none',
        count: 1,
        users: 1,
        isNew: false,
      }),
    ),
  ],
})

const sample = (second: number): ErrorSample => ({
  at: at(`12:14:0${second}`),
  message: "Cannot read properties of undefined (reading 'timeStamp')",
  stack:
    'at requestWxPay (pages/checkout/pay.ts:85:14)\nat onPayTap (pages/checkout/checkout.ts:212:3)\nat WAServiceMainContext.js:1:2',
  mapped: true,
  page: 'pages/checkout/index',
  release: '2.8.0',
  crumbs: [
    { at: at('12:13:41'), kind: 'page', text: 'pages/checkout/index' },
    { at: at('12:13:58'), kind: 'call', text: 'shop.submit ok' },
    { at: at('12:14:01'), kind: 'tap', text: 'pay' },
    { at: at('12:14:03'), kind: 'call', text: 'shop.pay timeout' },
  ],
  requests: ['7f3a9e04-51c2-4d0a-9a77-0b1c2d3ec21e'],
  who: '7c1e',
  device: ['安卓', '中端机', '5G'],
})

/** Mock 05. */
export const errorPage = (): ErrorPage => ({
  ...head({ level: 'warn', title: '18 位顾客碰到', sentence: '' }),
  group: group(),
  usersShare: 0.08,
  countBefore: 0,
  lost: { orders: 17, fen: 58_500 },
  chart: chart(),
  incident: { id: 'wensan:pay:29400970', name: '顾客付不了款', from: at('12:10'), to: at('12:26'), severity: 'crit' },
  samples: [sample(4), sample(6), sample(8)],
  sampled: 25,
  breakdowns: {
    release: [
      { value: '2.8.0', count: 25 },
      { value: '2.7.3', count: 0 },
    ],
    platform: [
      { value: 'android', count: 16 },
      { value: 'ios', count: 9 },
    ],
    network: [
      { value: '4g', count: 11 },
      { value: '5g', count: 8 },
      { value: 'wifi', count: 6 },
    ],
  },
  history: [{ at: at('12:13'), by: '', text: '第一次出现' }],
})
