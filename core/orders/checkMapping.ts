import type { OrderMapping } from '../../contract/orderMapping'
import type { OrderMappingReport } from '../../contract/pages/orderMapping'
import { fieldOf, momentOf } from './fieldOf'
import { fenOf } from './money'
import { type OrderReading, readFact } from './readFact'

type Document = Record<string, unknown>
type Checked = Pick<OrderMappingReport, 'looked' | 'readable' | 'faults' | 'fields' | 'states' | 'example'>

/** Holds a mapping against orders of the shop. Pure; @param orders newest first */
export function checkMapping(orders: readonly Document[], reading: OrderReading): Checked {
  const { mapping } = reading
  const reads = orders.map((order) => readFact(order, reading))
  const faults = new Map<string, number>()
  for (const read of reads) if (!read.ok) faults.set(read.fault, (faults.get(read.fault) ?? 0) + 1)
  const first = reads.find((read) => read.ok)
  return {
    looked: orders.length,
    readable: reads.filter(({ ok }) => ok).length,
    faults: [...faults].map(([fault, count]) => ({ fault, count })).sort((a, b) => b.count - a.count),
    fields: fieldsOf(mapping).map(({ name, path, reads: understood }) => ({
      ...{ name, path },
      missing: orders.filter((order) => fieldOf(order, path) == null).length,
      unreadable: orders.filter((order) => fieldOf(order, path) != null && !understood(fieldOf(order, path))).length,
    })),
    states: statesOf(orders, mapping),
    example:
      first?.ok !== true
        ? null
        : {
            number: first.fact.number ?? first.id,
            amountFen: first.fact.amountFen,
            createdAt: first.fact.createdAt,
            state: first.fact.state ?? '',
            dishes: first.fact.items?.length ?? 0,
          },
  }
}

interface Field {
  name: string
  path: string
  reads: (value: unknown) => boolean
}

const isTime = (value: unknown): boolean => momentOf(value) !== null
const isAnything = (): boolean => true

/** Every field that a mapping names, with what makes its value one we understand. */
function fieldsOf(mapping: OrderMapping): Field[] {
  const { times, amountUnit, refund } = mapping
  const isAmount = (value: unknown): boolean => fenOf(value, amountUnit) !== null
  const fields: [string, string | null | undefined, Field['reads']][] = [
    ['id', mapping.id, isAnything],
    ['store', mapping.store, isAnything],
    ['status', mapping.status, isAnything],
    ['amount', mapping.amount, isAmount],
    ['createdAt', mapping.createdAt, isTime],
    ['updatedAt', mapping.updatedAt, isTime],
    ...(Object.keys(times) as (keyof typeof times)[]).map(
      (name): [string, string | null | undefined, Field['reads']] => [`times.${name}`, times[name], isTime],
    ),
    ['history.list', mapping.history?.list, Array.isArray],
    ['items.list', mapping.items?.list, Array.isArray],
    ['number', mapping.number, isAnything],
    ['customer', mapping.customer, isAnything],
    ['refund.list', refund?.list, Array.isArray],
    ['refund.amount', refund?.list == null ? refund?.amount : null, isAmount],
    ['refund.reason', refund?.list == null ? refund?.reason : null, isAnything],
    ['cancelReason', mapping.cancelReason, isAnything],
    ['payment', mapping.payment, isAnything],
  ]
  return fields.flatMap(([name, path, reads]) => (path == null ? [] : [{ name, path, reads }]))
}

const STATES_SHOWN = 20

function statesOf(orders: readonly Document[], { status, states }: OrderMapping): OrderMappingReport['states'] {
  const counts = new Map<string, number>()
  for (const order of orders) {
    const value = String(fieldOf(order, status) ?? '')
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts]
    .map(([value, count]) => ({
      ...{ value: value.slice(0, 40), count },
      state: states !== undefined && Object.hasOwn(states, value) ? (states[value] ?? null) : null,
    }))
    .sort((a, b) => b.count - a.count)
    .slice(0, STATES_SHOWN)
}
