import type { IncidentDocument } from '../../../core/documents/incident'
import type { OrderFact } from '../../../core/documents/orderHour'
import { foldMinute } from '../../../core/rollup/foldMinute'
import { minuteOf } from '../../../core/time/units'
import { measured, NOON, storedBatch } from '../../fakes/batches'

export const MINUTE = minuteOf(NOON)

export const batchOf = (id: string, receivedAt = NOON) =>
  storedBatch(id, 'user', receivedAt, measured(1, 'GET /menu', 0, 1, 120))

/** The fold of noon's minute, with so many batches in it. */
export const minuteOfBatches = (count: number) => {
  const [minute] = foldMinute(
    '0',
    MINUTE,
    Array.from({ length: count }, (_, index) => batchOf(`session000${index}-0`)),
  )
  return minute!
}

export const fact = (changes: Partial<OrderFact> = {}): OrderFact => ({
  createdAt: NOON,
  paidAt: null,
  acceptedAt: null,
  doneAt: null,
  cancelledAt: null,
  refundedAt: null,
  amountFen: 2800,
  updatedAt: NOON,
  ...changes,
})

export const incident = (id: string, changes: Partial<IncidentDocument> = {}): IncidentDocument => ({
  _id: id,
  store: 's1',
  area: 'payment',
  version: 1,
  severity: 'crit',
  status: 'open',
  title: '顾客付不了款',
  sentence: '10 位要付款，只有 2 位付成',
  openedAt: NOON,
  resolvedAt: null,
  acknowledged: null,
  alerts: [],
  appliedThrough: 0,
  deliveries: { 'crit:lan': { status: 'leased' } as never },
  nextAt: null,
  step: 0,
  history: [],
  ...changes,
})
