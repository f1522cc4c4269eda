import type { OrderFact } from '../../../../core/documents/orderHour'
import type { RunMemory } from '../../../../core/schedule/runMemory'
import { runMinute } from '../../../../core/schedule/runMinute'
import { HOUR_MS, hourOf, MINUTE_MS } from '../../../../core/time/units'
import { alertedShop } from '../../../fakes/alertedShop'
import { NOON } from '../../../fakes/batches'
import type { FakePorts } from '../../../fakes/ports'
import { poisson, seeded } from '../random'

/** Four a minute at the height of lunch, one in other hours of the day, none at night. */
const usualOrders = (ms: number): number => {
  const hour = ((ms + 8 * HOUR_MS) / HOUR_MS) % 24
  if (hour < 10 || hour > 22) return 0
  return 1 + 3 * Math.exp(-(((hour - 12.2) / 1.2) ** 2)) + 2 * Math.exp(-(((hour - 18.5) / 1.5) ** 2))
}

const factOf = (at: number): OrderFact => ({
  createdAt: at,
  paidAt: at,
  acceptedAt: null,
  doneAt: null,
  cancelledAt: null,
  refundedAt: null,
  amountFen: 2500,
  updatedAt: at,
})

/** A shop with weeks of orders behind it; today from `fromMinute` of noon on, `share` of the usual ones come. */
export function lunchShop(days: number, share: (minute: number) => number): FakePorts {
  const ports = alertedShop()
  const random = seeded(11)
  const start = NOON - 1.5 * HOUR_MS
  for (let at = start - days * 24 * HOUR_MS; at < start; at += MINUTE_MS)
    for (let order = poisson(random, usualOrders(at)); order > 0; order--) putFact(ports, at + order * 1000)
  for (let minute = -90; minute < 90; minute++) {
    const at = NOON + minute * MINUTE_MS
    for (let order = poisson(random, usualOrders(at) * share(minute)); order > 0; order--) {
      const when = at + order * 1000
      ports.store.orders.push({ _id: `o${when}`, createdAt: when, updatedAt: when, amount: 2500, status: 'paid' })
    }
  }
  ports.store.heartbeats.set('orders:s1', { _id: 'orders:s1', at: start, through: start })
  ports.store.heartbeats.set('fold:0', { _id: 'fold:0', at: start, through: start })
  return ports
}

function putFact(ports: FakePorts, at: number): void {
  const hour = hourOf(at)
  const _id = `s1:${hour}`
  const document = ports.store.orderHours.get(_id) ?? { _id, store: 's1', hour, facts: {} }
  document.facts[`p${at}`] = factOf(at)
  ports.store.orderHours.set(_id, document)
}

const at = (minute: number): number => NOON + minute * MINUTE_MS + 17_000

/** The minute's runs from half past ten to half past one. @param instances the memory of each run; null: no run comes this minute */
export async function runLunch(
  ports: FakePorts,
  instances: (minute: number) => RunMemory | null,
  from = -89,
  to = 90,
): Promise<void> {
  for (let minute = from; minute <= to; minute++) {
    const memory = instances(minute)
    ports.clock.now = at(minute)
    if (memory !== null) await runMinute(ports, memory, at(minute))
  }
}

/** What everybody must end in. */
export const ended = ({ store }: FakePorts) => ({
  incidents: [...store.incidents.values()].map(({ _id, title, sentence, severity, openedAt, resolvedAt }) => {
    return { _id, title, sentence, severity, openedAt, resolvedAt }
  }),
  baseline: store.baselines.get('s1'),
})
