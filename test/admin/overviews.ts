import type { IncidentSummary, Light, Overview, Trend } from '../../contract/query'

/** Answers of the function `query` as the pages see them. Wednesday, 25 November 2026, on the shop's clock. */
export const at = (clock: string): number =>
  Date.parse(`2026-11-25T${clock.length === 5 ? `${clock}:00` : clock}+08:00`)

const minuteMs = 60_000

/** Lunch as it usually comes: up to `top` orders around 12:20. */
const usual = (time: number, top: number): number =>
  2 + (top - 2) * Math.exp(-(((time - at('12:20')) / (48 * minuteMs)) ** 2))

const times = (from: string, to: string, stepMinutes: number): number[] => {
  const found: number[] = []
  for (let time = at(from); time <= at(to); time += stepMinutes * minuteMs) found.push(time)
  return found
}

const round = (amount: number): number => Math.round(amount * 10) / 10

function lunchTrend(until: string): Trend {
  const points = times('10:00', '15:00', 2)
  return {
    windowMinutes: 15,
    at: points,
    today: points.map((time, index) => {
      if (time > at(until)) return null
      return Math.max(0, Math.round(usual(time, 29) + 1.6 * Math.sin(index / 5)))
    }),
    low: points.map((time) => round(usual(time, 22) * 0.95)),
    high: points.map((time) => round(usual(time, 31))),
    bandLabel: '前 4 个周三',
    expected: null,
    forecast: { orders: 57, withinMinutes: 30 },
    incidents: [],
  }
}

const calmLights: Light[] = [
  { indicator: 'response', level: 'ok', sentence: '95% 的操作 0.7 秒内，和平时一样' },
  { indicator: 'transactions', level: 'ok', sentence: '84 位要付款，83 位付成了' },
  { indicator: 'load', level: 'ok', sentence: '云套餐够用，月底约用到 72%' },
  { indicator: 'errors', level: 'ok', sentence: '今天没有新错误' },
  { indicator: 'experience', level: 'ok', sentence: '顾客 1.9 秒看到菜单，和平时一样' },
]

const lastIncident: IncidentSummary = {
  id: 'wensan:menu:29396588',
  severity: 'warn',
  status: 'resolved',
  title: '菜单打开慢',
  sentence: '慢的时候要等 4.2 秒',
  openedAt: Date.parse('2026-11-21T19:08:00+08:00'),
  resolvedAt: Date.parse('2026-11-21T19:15:00+08:00'),
  acknowledged: null,
  notified: ['兰姨'],
  next: null,
  lost: null,
  meaning: '每 20 次里最慢的那次，顾客要等 3 秒以上。等久了，有人会不点了。',
  remedy: ['看云开发控制台里数据库有没有慢查询'],
  history: [
    { at: Date.parse('2026-11-21T19:08:00+08:00'), text: '菜单打开慢，判为注意' },
    { at: Date.parse('2026-11-21T19:08:20+08:00'), text: '微信消息发给兰姨' },
    { at: Date.parse('2026-11-21T19:15:00+08:00'), text: '恢复' },
  ],
}

/** Mock 01. */
export function normal(): Overview {
  return {
    store: { id: 'wensan', name: '兰姨牛肉面', branch: '文三路店', open: true },
    viewer: { name: '兰姨', role: 'owner' },
    now: at('12:02:20'),
    zone: 'Asia/Shanghai',
    foldedThrough: at('12:01'),
    lastRunAt: at('12:02:00'),
    gaps: [{ from: at('11:20'), to: at('11:25') }],
    day: 41,
    verdict: { level: 'ok', title: '一切正常，比上周三忙', sentence: '' },
    today: { orders: 83, revenueFen: 286_800, comparison: { label: '上周三此时', orders: 74, revenueFen: 249_400 } },
    trend: lunchTrend('12:01'),
    lights: calmLights,
    lightsNote: '',
    incident: null,
    lastIncident,
    credits: { critical: 7, mine: 4, unreachable: [], templateIds: ['tmpl-critical', 'tmpl-normal'] },
    steps: [
      { id: 'messages', done: true, title: '收告警消息', note: '你还能收 4 条' },
      { id: 'colleague', done: true, title: '再加一个值班的人', note: '阿强' },
    ],
    demo: false,
  }
}

function fallingTrend(until: string): Trend {
  const points = times('11:30', '12:30', 1)
  return {
    windowMinutes: 5,
    at: points,
    today: points.map((time, index) => {
      if (time > at(until)) return null
      const before = Math.round((4 + (index / 40) * 6 + Math.sin(index / 2)) * 2) / 2
      return time <= at('12:10') ? before : Math.max(1, 9 - Math.floor((time - at('12:10')) / minuteMs) * 2)
    }),
    low: points.map((_, index) => round(3.2 + 4 * Math.sin((index / 60) * 1.9))),
    high: points.map((_, index) => round(4.2 + 6 * Math.sin((index / 60) * 1.9))),
    bandLabel: '前 4 个周三',
    expected: null,
    forecast: null,
    incidents: [{ from: at('12:10'), to: null, name: '顾客付不了款', severity: 'crit' }],
  }
}

/** Mock 02. */
export function incident(): Overview {
  return {
    ...normal(),
    now: at('12:16:25'),
    foldedThrough: at('12:15'),
    lastRunAt: at('12:16:00'),
    gaps: [],
    verdict: { level: 'crit', title: '顾客付不了款', sentence: '8 位顾客点了付款没付成，只成了 2 单' },
    today: { orders: 100, revenueFen: 344_000, comparison: { label: '上周三此时', orders: 97, revenueFen: 341_000 } },
    trend: fallingTrend('12:15'),
    lights: [
      { indicator: 'response', level: 'crit', sentence: '点付款要等 2.9 秒，平时 0.8 秒' },
      { indicator: 'transactions', level: 'crit', sentence: '10 位要付款，只有 2 位付成' },
      { indicator: 'load', level: 'warn', sentence: '优惠券表查得慢，6 分钟 64 次' },
      { indicator: 'errors', level: 'warn', sentence: '1 种新错误，8 位顾客碰到' },
      { indicator: 'experience', level: 'ok', sentence: '顾客 1.9 秒看到菜单，和平时一样' },
    ],
    lightsNote: '前 4 项同一个原因，只算 1 起告警',
    incident: {
      id: 'wensan:pay:29400970',
      severity: 'crit',
      status: 'open',
      title: '顾客付不了款',
      sentence: '8 位顾客点了付款没付成，只成了 2 单',
      openedAt: at('12:10'),
      resolvedAt: null,
      acknowledged: null,
      notified: ['兰姨'],
      next: { name: '阿强', at: at('12:18') },
      lost: { orders: 8, fen: 27_520, fenPerMinute: 4_600 },
      meaning: '好几位顾客点了付款，都没付成。没付成的单厨房看不到，钱也收不到。',
      remedy: [
        '自己用手机下一单，看付款卡在哪一步',
        '看微信商户平台有没有通知，商户号是不是被限制',
        '刚发过新版本就先退回上一版',
        '修好之前，请顾客到柜台付款',
      ],
      history: [
        { at: at('12:10'), text: '3 分钟 4 位顾客付款失败，判为严重' },
        { at: at('12:10:19'), text: '微信消息发给兰姨' },
      ],
    },
    credits: { critical: 6, mine: 3, unreachable: ['小周'], templateIds: ['tmpl-critical', 'tmpl-normal'] },
  }
}

/** The same, three minutes after 兰姨 took it. */
export function acknowledged(): Overview {
  const open = incident()
  const one = open.incident as IncidentSummary
  return {
    ...open,
    now: at('12:20:25'),
    foldedThrough: at('12:19'),
    lastRunAt: at('12:20:00'),
    trend: fallingTrend('12:19'),
    incident: {
      ...one,
      status: 'acknowledged',
      acknowledged: { by: '兰姨', at: at('12:17:10') },
      next: null,
      history: [...one.history, { at: at('12:17:10'), text: '兰姨点了「我来处理」' }],
    },
  }
}

/** Over: the incident has become the last one. */
export function resolved(): Overview {
  const taken = acknowledged().incident as IncidentSummary
  const over: IncidentSummary = {
    ...taken,
    status: 'resolved',
    resolvedAt: at('12:26'),
    history: [...taken.history, { at: at('12:26'), text: '恢复，告诉了兰姨' }],
  }
  const trend = lunchTrend('12:31')
  return {
    ...normal(),
    now: at('12:32:20'),
    foldedThrough: at('12:31'),
    lastRunAt: at('12:32:00'),
    gaps: [],
    verdict: { level: 'ok', title: '恢复正常，\n12:10 到 12:26 付不了款', sentence: '' },
    trend: { ...trend, incidents: [{ from: at('12:10'), to: at('12:26'), name: '顾客付不了款', severity: 'crit' }] },
    lastIncident: over,
  }
}

/** Mock 12. */
export function firstDay(): Overview {
  const points = times('10:00', '15:00', 5)
  return {
    ...normal(),
    now: at('10:47:15'),
    foldedThrough: at('10:46'),
    lastRunAt: at('10:47:00'),
    gaps: [],
    day: 1,
    verdict: { level: 'none', title: '开始看店了，\n还差 2 步才叫得到你', sentence: '' },
    today: { orders: 11, revenueFen: 37_400, comparison: { label: '上周三此时', orders: 10, revenueFen: 35_300 } },
    trend: {
      windowMinutes: 15,
      at: points,
      today: points.map((time, index) => (time > at('10:46') ? null : Math.round(index * 0.4))),
      low: points.map(() => null),
      high: points.map(() => null),
      bandLabel: '',
      expected: null,
      forecast: null,
      incidents: [],
    },
    lights: [
      { indicator: 'response', level: 'none', sentence: '95% 在 0.8 秒内，还没得比' },
      { indicator: 'transactions', level: 'ok', sentence: '11 位要付款，都付成了' },
      { indicator: 'load', level: 'ok', sentence: '云套餐今天用了 1.1%' },
      { indicator: 'errors', level: 'none', sentence: '今天 0 个，再看几天' },
      { indicator: 'experience', level: 'none', sentence: '2.0 秒看到菜单，还没得比' },
    ],
    lastIncident: null,
    credits: { critical: 0, mine: 0, unreachable: [], templateIds: ['tmpl-critical'] },
    steps: [
      { id: 'sdk', done: true, title: '代码接好了', note: '收到 23 位顾客的数据，最近 12 秒前' },
      { id: 'messages', done: false, title: '收告警消息', note: '现在 0 条，出事叫不到你' },
      { id: 'orders', done: true, title: '订单连上了', note: '12,480 单都读懂了' },
      { id: 'colleague', done: false, title: '再加一个值班的人', note: '你没空时有人顶上' },
      { id: 'hours', done: true, title: '营业时间 10:00–21:00', note: '打烊后没单不会报警' },
    ],
  }
}

/** A warning that is not critical. */
export function warning(): Overview {
  const critical = incident()
  const one = critical.incident as IncidentSummary
  return {
    ...critical,
    verdict: { level: 'warn', title: '点单变卡了', sentence: '慢的时候要等 3.4 秒' },
    incident: { ...one, severity: 'warn', title: '点单变卡了', sentence: '慢的时候要等 3.4 秒', lost: null },
    trend: {
      ...lunchTrend('12:15'),
      incidents: [{ from: at('12:10'), to: null, name: '点单变卡了', severity: 'warn' }],
    },
    lights: calmLights.map((light) =>
      light.indicator === 'response'
        ? { ...light, level: 'warn', sentence: '慢的时候要等 3.4 秒，平时 0.8 秒' }
        : light,
    ),
    lightsNote: '',
  }
}
