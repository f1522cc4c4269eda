import type { FunnelStep } from '../../../../contract/pages/transactions'
import type { OrderFact } from '../../../documents/orderHour'
import type { Merged } from '../../../evidence'
import { reached } from '../../../orders/orderSpan'
import { distinctUsers } from '../distinctUsers'

/** What of a span the funnel is made of: steps as phones counted them, orders made and paid as the server knows them. */
export interface FunnelSpan {
  steps: ReadonlyMap<string, Merged>
  /** nothing at all came from phones */
  blind: boolean
  made: readonly OrderFact[]
}

const PEOPLE = ['browse', 'cart'] as const
const KITCHEN = ['accepted', 'ready', 'delivered'] as const

/** From coming in to the door: people as long as only phones know them, orders as soon as the server does. */
export function funnelOf(now: FunnelSpan, before: FunnelSpan | null, beforeLabel: string): FunnelStep[] {
  const step = (
    name: FunnelStep['step'],
    of: FunnelStep['of'],
    count: (span: FunnelSpan) => number | null,
    phones: number | null,
  ): FunnelStep => {
    const earlier = before === null ? null : count(before)
    return {
      step: name,
      of,
      count: count(now),
      before: earlier,
      beforeLabel: earlier === null ? '' : beforeLabel,
      phones,
    }
  }
  const paid = (facts: readonly OrderFact[]) => facts.filter(({ paidAt }) => paidAt !== null)
  return [
    ...PEOPLE.map((name) => step(name, 'people', (span) => peopleIn(span, name), null)),
    step('submit', 'orders', ({ made }) => made.length, eventsIn(now, 'submit')),
    step('paid', 'orders', ({ made }) => paid(made).length, eventsIn(now, 'paid')),
    ...KITCHEN.map((name) =>
      step(name, 'orders', ({ made }) => paid(made).filter((fact) => reached(fact, name)).length, null),
    ),
  ]
}

function peopleIn({ steps, blind }: FunnelSpan, name: string): number | null {
  const merged = steps.get(name)
  if (merged === undefined) return blind ? null : 0
  return distinctUsers(merged.users).count
}

const eventsIn = ({ steps, blind }: FunnelSpan, name: string): number | null =>
  steps.get(name)?.ok ?? (blind ? null : 0)
