import type { OrderWatch } from '../../../contract/pages/orderWatch'
import type { Stage, TransactionsPage, Truth, TruthCase } from '../../../contract/pages/transactions'
import { at } from '../overviews'

const stage = (mean: number, before: number, overdue = 0, promised = 20): Stage => ({
  ...{ count: 196, meanMs: mean * 1000, p50Ms: mean * 900, p90Ms: mean * 1400, p95Ms: mean * 1600, maxMs: mean * 2000 },
  ...{ beforeMeanMs: before * 1000, overdue, promisedMs: promised * 60_000 },
})

const oneCase = (order: string, more: Partial<TruthCase>): TruthCase => ({
  ...{ order, number: order, at: at('12:18:00'), amountFen: 3400, phone: 'failed', server: 'paid', state: 'delivered' },
  dangers: ['paidNotShown'],
  ...more,
})

const truth: Truth = {
  checked: 231,
  unseen: 6,
  cells: {
    ok: { paid: 189, unpaid: 0, refunded: 2, missing: 0 },
    cancelled: { paid: 1, unpaid: 14, refunded: 0, missing: 0 },
    failed: { paid: 2, unpaid: 17, refunded: 0, missing: 0 },
    unclear: { paid: 0, unpaid: 0, refunded: 0, missing: 0 },
    silent: { paid: 4, unpaid: 2, refunded: 0, missing: 0 },
  },
  dangers: { paidNotShown: 3, shownNotPaid: 0, doublePaid: 0, hastyCancel: 0 },
  doubts: { opened: 231, unbooked: { orders: 0, fen: 0 }, pending: 0, silent: 2 },
  cases: [
    oneCase('347759', {}),
    oneCase('416524', { at: at('12:20:00'), amountFen: 2900 }),
    oneCase('882013', { at: at('11:52:00'), phone: 'cancelled' }),
    oneCase('551200', { phone: 'ok', dangers: [] }),
  ],
}

const heatRow = (lunch: number): number[] => [8, 0.6 * lunch, lunch, 20, 3, 2, 9, 24, 0.55 * lunch, 22, 8]

/** A lunch like that of the drawing: 198 orders, three of them to be called. */
export const transactionsPage = (more: Partial<TransactionsPage> = {}): TransactionsPage => ({
  store: { id: 'wensan', name: '兰姨牛肉面', branch: '文三路店', open: true },
  now: at('13:40:20'),
  zone: 'Asia/Shanghai',
  range: { name: 'today', from: at('00:00:00'), to: at('13:41:00') },
  tier: 'hours',
  foldedThrough: at('13:40:00'),
  gaps: [],
  incidents: [{ id: 'i1', from: at('12:10:00'), to: at('12:22:00'), name: '付款失败', severity: 'crit' }],
  verdict: { level: 'warn', title: '比上周三多卖 6%，\n有 3 单要联系顾客', sentence: '' },
  demo: false,
  valid: { value: 198, before: 187, beforeLabel: '上周三此时' },
  net: { value: 675_000, before: 636_800, beforeLabel: '上周三此时' },
  average: { value: 3_440, before: 3_400, beforeLabel: '上周三此时' },
  perMinute: 0.5,
  paymentSuccess: { value: 0.857, before: 0.954, beforeLabel: '上周三' },
  compared: [
    { label: '上周三此时', orders: 187, netFen: 636_800 },
    { label: '昨天此时', orders: 176, netFen: 598_100 },
  ],
  money: { dishesFen: 685_900, discountFen: 4_800, grossFen: 681_100, refundedFen: 6_100, netFen: 675_000 },
  trend: {
    windowMinutes: 15,
    at: Array.from({ length: 37 }, (_, index) => at('10:40:00') + index * 300_000),
    today: Array.from({ length: 37 }, (_, index) =>
      index > 36 ? null : Math.round(4 + 24 * Math.exp(-((index - 18) ** 2) / 60)),
    ),
    low: Array.from({ length: 37 }, (_, index) => Math.round(3 + 20 * Math.exp(-((index - 18) ** 2) / 60))),
    high: Array.from({ length: 37 }, (_, index) => Math.round(6 + 27 * Math.exp(-((index - 18) ** 2) / 60))),
    bandLabel: '前 4 个周三',
    expected: null,
    forecast: null,
    incidents: [{ from: at('12:10:00'), to: at('12:22:00'), name: '付款失败', severity: 'crit' }],
  },
  why: null,
  funnel: [
    { step: 'browse', of: 'people', count: 1046, before: 905, beforeLabel: '上周三', phones: null },
    { step: 'cart', of: 'people', count: 402, before: 345, beforeLabel: '上周三', phones: null },
    { step: 'submit', of: 'orders', count: 231, before: 196, beforeLabel: '上周三此时', phones: 233 },
    { step: 'paid', of: 'orders', count: 198, before: 187, beforeLabel: '上周三此时', phones: 195 },
    { step: 'accepted', of: 'orders', count: 196, before: 187, beforeLabel: '上周三此时', phones: null },
    { step: 'ready', of: 'orders', count: 189, before: 187, beforeLabel: '上周三此时', phones: null },
    { step: 'delivered', of: 'orders', count: 171, before: 187, beforeLabel: '上周三此时', phones: null },
  ],
  truth,
  kitchen: {
    accept: stage(24, 26, 0, 3),
    prep: stage(588, 546, 6),
    delivery: stage(1320, 1320, 0, 40),
    ...{ beforeLabel: '上周三此时', cooking: 7, underWay: 18, waiting: 0, cause: 'kitchenFull' },
    byLoad: [
      { from: 0, to: 5, orders: 60, meanMs: 432_000 },
      { from: 6, to: 10, orders: 70, meanMs: 546_000 },
      { from: 11, to: 15, orders: 40, meanMs: 744_000 },
      { from: 16, to: null, orders: 26, meanMs: 1_008_000 },
    ],
  },
  dishes: [
    ['招牌牛肉面', 98, 254_800, 90, 0, 900],
    ['红烧牛腩面', 47, 150_400, 45, 0, 1_100],
    ['番茄牛肉面', 36, 100_800, 38, 0, 3_100],
    ['凉拌牛腱', 27, 59_400, 24, 9, 800],
    ['卤蛋', 124, 37_200, 116, 0, 700],
    ['豆浆', 40, 20_000, 38, 0, 650],
  ].map(([name, count, fen, beforeCount, soldOutHits, imageMs]) => ({
    ...{ dish: String(name), name: String(name), count: Number(count), fen: Number(fen) },
    ...{
      beforeCount: Number(beforeCount),
      refundedOrders: 0,
      soldOutHits: Number(soldOutHits),
      imageMs: Number(imageMs),
    },
  })),
  heat: {
    hours: [10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20],
    rows: [85, 88, 91, 90, 102, 99, 89].map(heatRow),
    weeks: 4,
  },
  refunds: {
    count: 2,
    fen: 6_100,
    reasons: [
      { reason: '等太久', count: 1, fen: 3_900 },
      { reason: '卖完了', count: 1, fen: 2_200 },
    ],
  },
  cancelled: { count: 3, reasons: [{ reason: '不想要了', count: 3, fen: 9_000 }] },
  customers: { fresh: 52, returning: 144, unknown: 0 },
  ...more,
})

/** One customer whose payment went through while the phone said no. */
export const orderWatch = (more: Partial<OrderWatch> = {}): OrderWatch => ({
  now: at('13:40:20'),
  zone: 'Asia/Shanghai',
  foldedThrough: at('13:40:20'),
  order: {
    ...{ id: 'o1', number: '347759', amountFen: 3400, refundedFen: 0, createdAt: at('12:17:40'), state: 'delivered' },
    items: [
      { name: '招牌牛肉面', count: 1, priceFen: 2800 },
      { name: '溏心卤蛋', count: 1, priceFen: 600 },
    ],
  },
  payment: { phone: 'failed', server: 'paid', dangers: ['paidNotShown'] },
  road: [
    ['12:16:02', 'phone', 'page', 'pages/menu/index', 1150, 'ok'],
    ['12:16:03', 'phone', 'call', 'shop.menu', 320, 'ok'],
    ['12:17:31', 'phone', 'tap', 'pages/checkout/index submit', null, null],
    ['12:17:40', 'phone', 'call', 'shop.submit', 4_700, 'ok'],
    ['12:17:40', 'server', 'state', 'created', null, null],
    ['12:17:41', 'phone', 'sight', 'asked', null, null],
    ['12:17:55', 'server', 'state', 'paid', null, null],
    ['12:17:58', 'phone', 'sight', 'failed', null, null],
    ['12:18:20', 'shop', 'alert', '顾客付不了款', null, null],
    ['12:18:22', 'shop', 'message', '兰姨', null, null],
    ['12:18:30', 'server', 'state', 'accepted', null, null],
    ['12:28:00', 'server', 'state', 'ready', null, null],
    ['12:49:00', 'server', 'state', 'delivered', null, null],
  ].map(([time, lane, kind, label, durationMs, outcome]) => ({
    at: at(String(time)),
    ...({ lane, kind, label, durationMs, outcome } as Omit<OrderWatch['road'][number], 'at'>),
  })),
  slowest: { label: 'shop.submit', durationMs: 4_700 },
  details: 'here',
  demo: false,
  ...more,
})
