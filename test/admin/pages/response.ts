import type { ApiRow, ResponsePage } from '../../../contract/pages/response'
import { at } from '../overviews'
import { attempts, dayChart, distribution, head } from './parts'

const api = (name: string | null, label: string, more: Partial<ApiRow>): ApiRow => ({
  metric: 'call',
  label,
  name,
  level: 'ok',
  attempts: attempts(690, 0),
  distribution: distribution(690, 210, 620, 900),
  apdex: 0.97,
  targetMs: 1000,
  contributions: [],
  p95BeforeMs: 600,
  outcomes: [],
  ...more,
})

/** Mock 03. */
export const responsePage = (): ResponsePage => ({
  ...head({ level: 'ok', title: '已恢复正常，\n午市付款卡过 12 分钟', sentence: '' }),
  p95: { value: 900, before: 700, beforeLabel: '上周三' },
  availability: { value: 0.993, before: 0.996, beforeLabel: '上周三' },
  apdex: { value: 0.92, before: 0.94, beforeLabel: '上周三' },
  chart: { ...dayChart('ms', { p95: { calm: 720, stuck: 2700 }, p50: { calm: 210, stuck: 260 } }), limit: 1000 },
  why: {
    ...{ incident: 'pay', title: '点单变卡了', from: at('12:10:00'), to: at('12:22:00') },
    changes: [{ at: at('12:00:00'), kind: 'release', text: '新版本 1.4.0 开始有人用', version: '1.4.0' }],
    causes: {
      ...{ kind: 'quantile', before: 700, now: 2700, change: 2000 },
      causes: [
        {
          ...{ label: 'api', value: 'payCreate', title: '付款下单', contribution: 1600, explains: 0.8, within: 1600 },
          ...{ before: { count: 900, hits: 45 }, now: { count: 257, hits: 140 } },
        },
      ],
    },
  },
  budget: {
    objective: 0.995,
    days: 30,
    allowed: 2490,
    left: 1252,
    leftShare: 0.503,
    usedBefore: 1167,
    usedToday: 71,
    usualPerDay: 40,
    usedUp: { at: null, earliest: null, latest: null },
  },
  apis: [
    api('付款下单', 'payCreate', {
      level: 'crit',
      attempts: attempts(231, 26),
      distribution: distribution(257, 800, 2900, 3000),
      outcomes: [
        { outcome: 'timeout', count: 25 },
        { outcome: 'business', count: 1 },
      ],
    }),
    api('查优惠券', 'couponCheck', {
      level: 'warn',
      attempts: attempts(624, 31),
      distribution: distribution(655, 500, 2700, 3000),
      outcomes: [{ outcome: 'timeout', count: 31 }],
    }),
    api('提交订单', 'orderSubmit', { attempts: attempts(235, 3) }),
    api('打开菜单', 'menuList', { attempts: attempts(3117, 3) }),
    api('登录', 'login', { attempts: attempts(692, 0) }),
    api(null, 'api.example.com/v1/coupons/:id', { metric: 'request', attempts: attempts(41, 0), distribution: null }),
    api('订单状态', 'orderStatus', { attempts: attempts(3400, 12) }),
  ],
  distribution: distribution(9_860, 210, 900, 2600),
  distributionBefore: { label: '上周三', distribution: distribution(9_100, 210, 700, 1400) },
  consistency: {
    variation: 1.42,
    tailRatio: 12.4,
    before: { label: '上周三', variation: 0.97, tailRatio: 6.7 },
    contributions: [
      { context: 'api', share: 0.61, evidence: '付款、查券慢', groups: [] },
      { context: 'hour', share: 0.17, evidence: '12 点慢', groups: [] },
      { context: 'device', share: 0.09, evidence: '低端机慢', groups: [] },
      { context: 'network', share: 0.08, evidence: '弱网慢', groups: [] },
      { context: 'release', share: 0.02, evidence: '', groups: [] },
    ],
    unexplained: 0.03,
  },
  phases: [
    { phase: 'queue', count: 41, meanMs: 20, p95Ms: 60, share: 0.065 },
    { phase: 'domainLookUp', count: 41, meanMs: 10, p95Ms: 30, share: 0.032 },
    { phase: 'connect', count: 41, meanMs: 20, p95Ms: 60, share: 0.065 },
    { phase: 'SSLconnection', count: 41, meanMs: 30, p95Ms: 60, share: 0.097 },
    { phase: 'server', count: 41, meanMs: 210, p95Ms: 900, share: 0.677 },
    { phase: 'response', count: 41, meanMs: 20, p95Ms: 60, share: 0.064 },
  ],
  breakdowns: {
    network: [
      { value: 'Wi-Fi', title: 'Wi-Fi', attempts: attempts(4115, 25), p50Ms: 200, p95Ms: 800 },
      { value: '5G', title: '5G', attempts: attempts(3061, 19), p50Ms: 200, p95Ms: 800 },
      { value: '4G', title: '4G', attempts: attempts(1952, 16), p50Ms: 240, p95Ms: 1000 },
      { value: '3G', title: '3G', attempts: attempts(660, 12), p50Ms: 600, p95Ms: 2400 },
    ],
    device: [{ value: '低端机', title: '低端机', attempts: attempts(900, 20), p50Ms: 300, p95Ms: 1600 }],
    release: [{ value: '2.8.0', title: '2.8.0', attempts: attempts(9_700, 71), p50Ms: 210, p95Ms: 900 }],
  },
  probes: [
    { name: '打开菜单', everyMinutes: 5, runs: 44, ok: 44, failing: null },
    {
      name: '模拟下单到付款前',
      everyMinutes: 5,
      runs: 44,
      ok: 41,
      failing: { since: Date.parse('2026-11-25T12:10:00+08:00'), runs: 3 },
    },
  ],
})
