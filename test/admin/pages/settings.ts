import type { ShopSettings } from '../../../contract/pages/settings'
import { PLANS } from '../../../contract/prices'
import { at } from '../overviews'

const zone = 'Asia/Shanghai'

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
    'mitigation',
    'maintain',
    'api',
    'objective',
    'usage',
    'probe',
    'exportTokens',
    'erasePerson',
  ],
}
