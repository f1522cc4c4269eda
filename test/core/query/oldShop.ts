import type { Overview } from '../../../contract/query'
import type { BatchDocument } from '../../../core/documents/batch'
import type { IncidentDocument } from '../../../core/documents/incident'
import type { StaffDocument } from '../../../core/documents/staff'
import { answerQuery } from '../../../core/query/answerQuery'
import { DAY_MS, hourOf, MINUTE_MS } from '../../../core/time/units'
import { fakeSettings, fakeStore, person } from '../../fakes/alertedShop'
import { NOON } from '../../fakes/batches'
import { defaultRules } from '../../fakes/defaultRules'
import { type FakePorts, fakePorts } from '../../fakes/ports'

export const LAN = person('lan', 1, { name: '兰姨' })

/** A shop watched for forty days, with four weeks of orders: one every five minutes from ten to two, ¥20 each. */
export async function oldShop(): Promise<FakePorts> {
  const ports = fakePorts(NOON)
  ports.store.settings.set('main', fakeSettings)
  ports.store.stores.set('s1', { ...fakeStore, firstSeenAt: NOON - 40 * DAY_MS })
  ports.store.staff.set('lan', LAN)
  ports.store.rules = [...defaultRules]
  for (let week = 0; week <= 4; week++)
    for (let minute = -120; minute < (week === 0 ? 0 : 120); minute += 5)
      await order(ports, `w${week}m${minute + 120}`, NOON - 7 * week * DAY_MS + minute * MINUTE_MS)
  await ports.heartbeats.beat('orders:s1', NOON, NOON)
  await ports.heartbeats.beat('fold:0', NOON, NOON)
  await ports.heartbeats.beat('run:aggregate', NOON - 20_000, NOON - 20_000)
  return ports
}

/** An order of a store, paid a second after it was made. */
export const orderOf = (ports: FakePorts, store: string, id: string, at: number, amountFen = 2000) =>
  ports.orders.putHour(store, hourOf(at), {
    facts: {
      [id]: {
        createdAt: at,
        paidAt: at + 1000,
        acceptedAt: null,
        doneAt: null,
        cancelledAt: null,
        refundedAt: null,
        amountFen,
        updatedAt: at + 1000,
      },
    },
  })

/** A phone's report comes in at its time. */
export const receive = async (ports: FakePorts, batch: BatchDocument) => {
  ports.clock.now = batch.receivedAt.getTime()
  const { receivedAt: _, ...rest } = batch
  await ports.batches.insert(rest)
}

/** Payments have failed for six minutes. */
export const incident = (changes: Partial<IncidentDocument> = {}): IncidentDocument => ({
  _id: 's1:ordering:1',
  store: 's1',
  area: 'ordering',
  version: 1,
  severity: 'crit',
  status: 'open',
  title: '顾客付不了款',
  sentence: '3分钟8位顾客付款失败',
  openedAt: NOON - 6 * MINUTE_MS,
  resolvedAt: null,
  acknowledged: null,
  alerts: [
    {
      rule: 'paymentSuccess',
      title: '顾客付不了款',
      severity: 'crit',
      since: NOON - 6 * MINUTE_MS,
      until: null,
      value: 0.2,
    },
  ],
  appliedThrough: 0,
  deliveries: {},
  nextAt: null,
  step: 0,
  history: [],
  ...changes,
})

export const credit = (staff: string, templateId: string, granted: number, spent = 0) => ({
  _id: `${staff}:${templateId}`,
  openid: `openid-${staff}`,
  templateId,
  granted,
  spent,
  reserved: {},
  refusedAt: null,
  events: [],
  version: 1,
})

/** What the function `query` answers; to 兰姨 about the overview if nothing else is said. */
export const ask = (
  ports: FakePorts,
  viewer: StaffDocument | null = LAN,
  now = NOON,
  event: unknown = { kind: 'overview', store: 's1' },
) => answerQuery(ports, viewer, event, now)

export const overview = async (ports: FakePorts, now = NOON): Promise<Overview> => {
  const answer = await ask(ports, LAN, now)
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value as Overview
}

export const order = (ports: FakePorts, id: string, at: number, amountFen?: number) =>
  orderOf(ports, 's1', id, at, amountFen)
