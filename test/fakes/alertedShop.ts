import type { SettingsDocument } from '../../core/documents/settings'
import type { StaffDocument } from '../../core/documents/staff'
import type { StoreDocument } from '../../core/documents/store'
import { emptyCredit } from '../../core/incidents/credits'
import { defaultRules } from './defaultRules'
import type { FakeEvent, FakeShop } from './evidence'
import { fakeEvidence } from './evidence'
import { type FakePorts, fakePorts } from './ports'

/** Wednesday 2026-11-25, 12:00 in Shanghai. */
export const NOON = Date.UTC(2026, 10, 25, 4)
export const NOON_MINUTE = NOON / 60_000
export const CRITICAL = 'tmpl-critical'
export const NORMAL = 'tmpl-normal'

const keywords = { store: 'thing1', title: 'thing2', severity: 'phrase3', sentence: 'thing4', time: 'time5' }

export const fakeStore: StoreDocument = {
  _id: 's1',
  name: '兰姨牛肉面',
  branch: '文三路店',
  shard: '0',
  zone: 'Asia/Shanghai',
  hours: Array.from({ length: 7 }, () => [[600, 1320]]),
  closedOn: [],
  createdAt: NOON - 86_400_000,
  firstSeenAt: NOON - 86_400_000,
}

export const fakeSettings: SettingsDocument = {
  _id: 'main',
  version: 1,
  salt: 'salt',
  claimHash: null,
  invites: {},
  shards: 1,
  templates: {
    critical: { id: CRITICAL, keywords, page: 'admin/incident/incident' },
    normal: { id: NORMAL, keywords, page: 'admin/incident/incident' },
    digest: null,
  },
  orders: {
    collection: 'orders',
    id: '_id',
    store: null,
    status: 'status',
    amount: 'amount',
    amountUnit: 'fen',
    createdAt: 'createdAt',
    updatedAt: 'updatedAt',
    times: { paidAt: null, acceptedAt: null, doneAt: null, cancelledAt: null, refundedAt: null },
  },
}

export const person = (id: string, order: number, more: Partial<StaffDocument> = {}): StaffDocument => ({
  _id: id,
  openid: `openid-${id}`,
  name: id,
  role: order === 1 ? 'owner' : 'staff',
  stores: ['s1'],
  order,
  removed: false,
  joinedAt: NOON - 86_400_000,
  ...more,
})

/** 兰姨 first, then 阿强, then 小周, each with this many messages of both kinds. */
export const alertedShop = (granted = 3): FakePorts => {
  const ports = fakePorts(NOON)
  ports.store.rules = defaultRules
  ports.store.stores.set('s1', fakeStore)
  ports.store.settings.set('main', fakeSettings)
  for (const one of [person('兰姨', 1), person('阿强', 2), person('小周', 3)]) {
    ports.store.staff.set(one._id, one)
    for (const template of [CRITICAL, NORMAL]) {
      const credit = { ...emptyCredit(one._id, one.openid, template), granted, version: 1 }
      ports.store.credits.set(credit._id, credit)
    }
  }
  return ports
}

/** As if the fold had reached the end of `minute` and the clock stood 17 seconds later. @returns that time */
export const folded = (ports: FakePorts, minute: number): number => {
  ports.store.heartbeats.set('fold:0', { _id: 'fold:0', at: (minute + 1) * 60_000, through: (minute + 1) * 60_000 })
  return (minute + 1) * 60_000 + 17_000
}

/** `perMinute` payments in each of the minutes [from, to), each by another customer. */
export const payments = (from: number, to: number, perMinute: number, outcome: FakeEvent['outcome']): FakeEvent[] =>
  Array.from({ length: Math.max(0, to - from) * perMinute }, (_, index) => ({
    metric: 'pay',
    minute: from + Math.floor(index / perMinute),
    user: `u${from}-${index}`,
    outcome: outcome ?? 'ok',
    durationMs: 800,
  }))

/** Payments go well until `broken`, fail until `mended`, and go well again. Minutes are epoch minutes. */
export const brokenPayments = (broken: number, mended: number): FakeShop => ({
  events: [
    ...payments(broken - 30, broken, 4, 'ok'),
    ...payments(broken, mended, 4, 'business'),
    ...payments(mended, mended + 60, 4, 'ok'),
  ],
})

export const evidenceOfShop = (shop: FakeShop) => async (_: unknown, __: unknown, minute: number) =>
  fakeEvidence(shop, minute)
