import type { AdminAnswers, IncidentDetail, Wallet } from '../../contract/admin'
import type { BacktestPage } from '../../contract/pages/backtest'
import type { Chain } from '../../contract/pages/chain'
import type { Diagnosis } from '../../contract/pages/diagnosis'
import type { IncidentsPage } from '../../contract/pages/incidents'
import type { NumbersRow } from '../../contract/pages/numbers'
import type { Reports, SlaCard } from '../../contract/pages/reports'
import type { ShopSettings } from '../../contract/pages/settings'
import { PLANS } from '../../contract/prices'
import type { IncidentSummary, Overview } from '../../contract/query'
import { at } from './overviews'

/** Answers about a shop's incidents, past and settings, as its pages see them: the same Wednesday. */
const zone = 'Asia/Shanghai'
const minuteMs = 60_000
const dayMs = 86_400_000

export const incidentsOf = (overview: Overview): IncidentsPage => ({
  now: overview.now,
  zone,
  incidents: [overview.incident, overview.lastIncident]
    .filter((one): one is IncidentSummary => one !== null)
    .map(({ id, severity, status, title, sentence, openedAt, resolvedAt, acknowledged }) => {
      return {
        id,
        area: 'ordering',
        severity,
        status,
        title,
        sentence,
        openedAt,
        resolvedAt,
        by: acknowledged?.by ?? null,
        silenced: false,
      }
    }),
  silences: [
    {
      id: 'q',
      kind: 'silence',
      area: null,
      upTo: 'warn',
      until: at('15:00'),
      weekly: null,
      by: '兰姨',
      reason: '换收银机',
    },
  ],
  figures: { days: 30, count: 4, mttaMs: 100_000, mttrMs: 9 * minuteMs },
})

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

/** What the rule of payments would have told, in a shop that was opened three weeks ago. */
export const lookedBack = (more: Partial<BacktestPage> = {}): BacktestPage => ({
  ...{ now: at('12:02'), rule: 'paymentSuccess', title: '顾客付不了款', severity: 'crit', enabled: true, zone },
  ...{ from: at('12:00') - 21 * dayMs, to: at('12:00'), days: 21, perWeek: 0.7, untold: 0.42, usersEstimated: true },
  alerts: [
    { since: at('12:10') - 7 * dayMs, until: at('12:26') - 7 * dayMs, sentence: '3分钟4位顾客付款失败' },
    { since: at('19:02') - 16 * dayMs, until: at('20:07') - 16 * dayMs, sentence: '3分钟9位顾客付款失败' },
  ],
  byDay: Array.from({ length: 22 }, (_, index) => ({
    day: `day ${index}`,
    alerts: index === 5 || index === 14 ? 1 : 0,
  })),
  ...more,
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

const card = (days: number, more: Partial<SlaCard> = {}): SlaCard => ({
  days,
  from: at('00:00') - days * dayMs,
  to: at('00:00'),
  openMinutes: days * 720,
  brokenMinutes: 7,
  okShare: 1 - 7 / (days * 720),
  incidents: 3,
  mttaMs: 100_000,
  mttrMs: 7 * minuteMs,
  calmDays: 5,
  orders: null,
  revenueFen: null,
  lostFen: null,
  ...more,
})

export const reports: Reports = {
  now: at('12:02'),
  zone,
  store: { name: '兰姨牛肉面', branch: '文三路店' },
  days: Array.from({ length: 7 }, (_, index) => {
    const from = at('00:00') - (index + 1) * dayMs
    const trouble = {
      id: 'b',
      title: '菜单打开慢',
      from: from + 19 * 3_600_000,
      to: from + 19 * 3_600_000 + 7 * minuteMs,
      severity: 'crit' as const,
      fen: 21_000,
      review: {
        ...{
          happened: '晚市菜单打不开',
          why: '菜单图太大',
          change: '小周把图压小',
          by: '兰姨',
          at: from + 20 * 3_600_000,
        },
      },
    }
    return {
      day: new Date(from + 8 * 3_600_000).toISOString().slice(0, 10),
      from,
      watched: true,
      orders: 128 + index,
      revenueFen: 356_000 + index * 1000,
      before: index === 6 ? null : { orders: 120, revenueFen: 330_000 },
      incidents: index === 3 ? [trouble] : [],
    }
  }),
  cards: [card(7, { orders: 917, revenueFen: 2_513_000, lostFen: 21_000 }), card(30)],
}

export const chain: Chain = {
  now: at('12:02'),
  stores: [
    {
      id: 'xihu',
      name: '兰姨牛肉面',
      branch: '西湖店',
      zone,
      open: true,
      level: 'crit',
      foldedThrough: at('12:01'),
      incident: { id: 'x', severity: 'crit', title: '顾客付不了款', openedAt: at('11:52'), by: null },
      incidents: 2,
      lostFen: 27_500,
      today: { orders: 60, revenueFen: 201_000, comparison: { label: '上周三此时', orders: 80, revenueFen: 270_000 } },
    },
    {
      id: 'wensan',
      name: '兰姨牛肉面',
      branch: '文三路店',
      zone,
      open: true,
      level: 'ok',
      foldedThrough: at('12:01'),
      incident: null,
      incidents: 0,
      lostFen: null,
      today: { orders: 83, revenueFen: 286_800, comparison: { label: '上周三此时', orders: 74, revenueFen: 249_400 } },
    },
  ],
}

export const shopSettings: ShopSettings = {
  now: at('12:02'),
  store: {
    id: 'wensan',
    name: '兰姨牛肉面',
    branch: '文三路店',
    zone,
    hours: Array.from({ length: 7 }, (_, day) =>
      day === 1
        ? [
            [600, 840],
            [1020, 1500],
          ]
        : [[600, 1320]],
    ),
    closedOn: ['2026-11-30'],
  },
  holidays: [{ name: '春节', from: '2027-02-05', to: '2027-02-08' }],
  people: [
    { staff: 'lan', name: '兰姨', role: 'owner', order: 1, optedOut: false, isMe: true },
    { staff: 'qiang', name: '阿强', role: 'manager', order: 2, optedOut: false, isMe: false },
    { staff: 'zhou', name: '小周', role: 'developer', order: 3, optedOut: true, isMe: false },
  ],
  rota: { slots: [{ weekday: 3, from: 600, to: 840, staff: 'lan' }], overrides: [] },
  me: { quiet: { from: 1320, to: 540 }, wakeMe: true, optedOut: false, dailyReport: true },
  drills: true,
  remedies: [
    {
      ...{ id: 'counter', name: '改成到店付款', note: '先下单，取餐时再付', function: 'shop', undoAfterMinutes: 60 },
      ...{ event: { action: 'payAtCounter' }, undoEvent: { action: 'payOnPhone' }, role: 'staff', stores: [] },
    },
    {
      ...{ id: 'pause', name: '暂停接单', note: '最后一招', function: 'shop', undoAfterMinutes: 30 },
      ...{ event: { action: 'pause' }, undoEvent: { action: 'resume' }, role: 'manager', stores: ['wensan', 'xihu'] },
    },
  ],
  apis: [{ label: 'shop.pay', name: '付款下单', targetMs: 800 }],
  objective: { availability: 0.995, days: 30 },
  usage: null,
  templates: { critical: { id: 'tmpl-critical', keywords: { title: 'thing2' } }, normal: null, digest: null },
  channels: { robot: { host: 'qyapi.weixin.qq.com', mentions: ['@all'] }, webhook: null, ping: null },
  plan: { pointsPerMonth: 40_000, monitorShare: 0.5 },
  plans: PLANS,
  probes: [
    {
      id: 'menu',
      name: '打开菜单',
      store: 'wensan',
      everyMinutes: 5,
      target: { kind: 'function', name: 'shop', event: { action: 'menu' } },
      expect: { path: 'value.dishes.0', withinMs: 3000 },
    },
  ],
  may: [
    'hours',
    'onCall',
    'role',
    'handOver',
    'dismiss',
    'invite',
    'claimCode',
    'rota',
    'drills',
    'templates',
    'channels',
    'changeRule',
    'plan',
    'rename',
    'mitigations',
    'maintain',
    'api',
    'objective',
    'usage',
    'probes',
    'exportTokens',
    'erasePerson',
  ],
}

export const wallet: Wallet = {
  critical: 6,
  perWeek: 3,
  runsOutAt: at('12:00') + 14 * dayMs,
  runsOutWithin: { earliest: at('12:00') + 8 * dayMs, latest: at('12:00') + 26 * dayMs },
  course: [0, 7, 14, 21, 28].map((days) => ({
    at: at('12:00') + days * dayMs,
    left: Math.max(0, 6 - (3 / 7) * days),
    low: Math.max(0, 6 - (5 / 7) * days),
    high: Math.max(0, 6 - (1.5 / 7) * days),
  })),
  spentDays: [0, 1, 0, 0, 1, 0, 1],
  sentence: '照现在用法，12 月 9 日用完',
  low: false,
  mine: { critical: 5, normal: 4, digest: 8 },
  people: [
    { staff: 'lan', name: '兰姨', role: 'owner', critical: 5, onDuty: true, optedOut: false },
    { staff: 'qiang', name: '阿强', role: 'manager', critical: 1, onDuty: false, optedOut: false },
    { staff: 'zhou', name: '小周', role: 'developer', critical: 0, onDuty: false, optedOut: false },
  ],
  steps: [
    { afterMinutes: 0, who: '兰姨', reachable: true },
    { afterMinutes: 5, who: '阿强', reachable: true },
    { afterMinutes: 10, who: '企业微信群', reachable: true },
    { afterMinutes: 15, who: '小周', reachable: false },
  ],
  topUp: ['tmpl-critical'],
}

export const rules: AdminAnswers['rules'] = {
  rules: [
    {
      id: 'paymentSuccess',
      kind: 'ratio',
      indicator: 'transactions',
      severity: 'crit',
      enabled: true,
      windowMinutes: 3,
      forMinutes: 0,
      keepFiringForMinutes: 3,
      minUsers: 3,
      value: 0.5,
      title: '顾客付不了款',
      meaning: '好几位顾客点了付款，都没付成。',
      remedy: [],
      change: null,
    },
    {
      id: 'slowLaunch',
      kind: 'threshold',
      indicator: 'experience',
      severity: 'warn',
      enabled: false,
      windowMinutes: 15,
      forMinutes: 5,
      keepFiringForMinutes: 5,
      minUsers: 0,
      value: 5000,
      title: '打开小程序慢',
      meaning: '顾客要等很久。',
      remedy: [],
      change: { enabled: false },
    },
  ],
}

export const diagnosis: Diagnosis = {
  now: at('12:02'),
  checks: [
    { id: 'templates', level: 'warn', title: '消息模板', note: '一般、日报还没选，发不出去' },
    { id: 'run', level: 'ok', title: '每分钟巡店', note: '12:01 跑过' },
  ],
}

const refusal = { ok: false, error: { code: 'not_found', message: 'no such thing here' } }

/** Of the last week, as far as the settings look at it. */
export const calledLately = [
  { value: 'shop.menu', count: 12_480 },
  { value: 'shop.pay', count: 1_316 },
] as NumbersRow[]

/** What the function `query` answers besides the overview. */
export const shopPagesOf = (overview: () => Overview) => ({
  incidents: () => ({ ok: true, value: incidentsOf(overview()) }),
  reports: () => ({ ok: true, value: reports }),
  chain: () => ({ ok: true, value: chain }),
  backtest: () => ({ ok: true, value: lookedBack() }),
  breakdown: () => ({ ok: true, value: { now: overview().now, rows: calledLately } }),
})

/** What the function `admin` answers to reading; who asks is answered by the test. */
const exportTokens: AdminAnswers['exportTokens'] = {
  tokens: [{ id: '1', name: '会计的表格', stores: ['wensan'], createdAt: at('11:00') }],
}

export function shopAdminOf(overview: () => Overview, person: object) {
  const answers: Record<string, unknown> = {
    whoami: person,
    shop: shopSettings,
    wallet,
    rules,
    diagnosis,
    exportTokens,
  }
  return ({ action, incident: id }: Record<string, unknown>): unknown => {
    if (action === 'incident') {
      const found = [overview().incident, overview().lastIncident].find((one) => one?.id === id)
      return found ? { ok: true, value: detailOf(found) } : refusal
    }
    const value = answers[String(action)]
    return value === undefined ? refusal : { ok: true, value }
  }
}
