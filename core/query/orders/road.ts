import { CRUMB_KINDS } from '../../../contract/crumbKinds'
import { METRICS, type MetricName, metricById } from '../../../contract/metrics'
import { OUTCOMES } from '../../../contract/outcomes'
import type { RoadStep } from '../../../contract/pages/orderWatch'
import type { BatchDocument } from '../../documents/batch'
import type { IncidentDocument } from '../../documents/incident'
import type { OrderFact } from '../../documents/orderHour'
import { clockShiftMinutes } from '../../ingest/eventTime'
import { pointsOf } from '../../ingest/packedItems'
import type { Sight } from '../../orders/sights'
import { MINUTE_MS } from '../../time/units'

const step = (
  at: number,
  lane: RoadStep['lane'],
  kind: RoadStep['kind'],
  label: string,
  more: Partial<RoadStep> = {},
) => ({
  ...{ at, lane, kind, label, durationMs: null, outcome: null },
  ...more,
})

/** What the server knows: the states that the order has reached. */
export function serverSteps(fact: OrderFact): RoadStep[] {
  const states: [string, number | null | undefined][] = [
    ['created', fact.createdAt],
    ['paid', fact.paidAt],
    ['accepted', fact.acceptedAt],
    ['ready', fact.readyAt],
    ['delivered', fact.doneAt],
    ['cancelled', fact.cancelledAt],
    ['refunded', fact.refundedAt],
  ]
  return states.flatMap(([state, at]) => (at == null ? [] : [step(at, 'server', 'state', state)]))
}

export const sightSteps = (sights: readonly Sight[]): RoadStep[] =>
  sights.map(({ sight, at }) => step(at, 'phone', 'sight', sight))

/** Calls that somebody waits for. */
const WAITED_FOR = ['request', 'call', 'upload', 'download', 'container', 'database', 'launch', 'route'] as const
const WAITED = new Set<number>(WAITED_FOR.map((metric: MetricName) => METRICS[metric].id))
/** A crumb and a measurement this near are the same call. */
const SAME_MS = 50

/** What a session's phone told: pages, taps, calls with their durations, errors. Times by the cloud's clock. */
export function phoneSteps(batches: readonly BatchDocument[]): RoadStep[] {
  const steps = batches.flatMap((document) => [...measuredSteps(document), ...errorSteps(document)])
  const calls = new Map<string, number[]>()
  for (const { label, at } of steps) calls.set(label, [...(calls.get(label) ?? []), at])
  const crumbs = batches
    .flatMap(crumbSteps)
    .filter(({ label, at }) => !(calls.get(label) ?? []).some((known) => Math.abs(known - at) <= SAME_MS))
  return unique([...steps, ...crumbs])
}

const shiftMs = ({ receivedAt, batch }: BatchDocument): number =>
  clockShiftMinutes(receivedAt.getTime(), batch.sentAt) * MINUTE_MS

function measuredSteps(document: BatchDocument): RoadStep[] {
  const { batch } = document
  return pointsOf(batch).flatMap(([metric, label, outcome, ms, value]) => {
    const name = batch.dict[label]
    if (!WAITED.has(metric) || name === undefined) return []
    const at = batch.base + ms + shiftMs(document)
    const kind = metricById(metric) === 'route' || metricById(metric) === 'launch' ? 'page' : 'call'
    return [step(at, 'phone', kind, name, { durationMs: value, outcome: OUTCOMES[outcome] ?? null })]
  })
}

const errorSteps = (document: BatchDocument): RoadStep[] =>
  document.batch.errors.map(({ at, message }) =>
    step(document.batch.base + at + shiftMs(document), 'phone', 'error', message.slice(0, 80), { outcome: 'client' }),
  )

/** Crumbs on the way to each sight of an order. The sights themselves are told by their own list. */
function crumbSteps(document: BatchDocument): RoadStep[] {
  const { batch } = document
  return (batch.orders ?? []).flatMap(([, , ms, ...trail]) =>
    trail.flatMap(([beforeMs, kind, label, outcome]) => {
      const name = batch.dict[label]
      const word = CRUMB_KINDS[kind]
      if (name === undefined || (word !== 'page' && word !== 'tap' && word !== 'request' && word !== 'call')) return []
      const at = batch.base + ms - beforeMs + shiftMs(document)
      const told = word === 'request' ? 'call' : word
      return [step(at, 'phone', told, name, { outcome: outcome === undefined ? null : (OUTCOMES[outcome] ?? null) })]
    }),
  )
}

/** Alerts of the shop in that time, and who was told of them. */
export const shopSteps = (incidents: readonly IncidentDocument[], from: number, to: number): RoadStep[] =>
  incidents
    .flatMap(({ openedAt, title, deliveries }) => [
      step(openedAt, 'shop', 'alert', title),
      ...Object.values(deliveries).flatMap(({ sentAt, name }) =>
        sentAt === null ? [] : [step(sentAt, 'shop', 'message', name)],
      ),
    ])
    .filter(({ at }) => at >= from && at <= to)

const unique = (steps: readonly RoadStep[]): RoadStep[] => [
  ...new Map(steps.map((one) => [`${one.kind}|${one.label}|${one.at}`, one])).values(),
]
