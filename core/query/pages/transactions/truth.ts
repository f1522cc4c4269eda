import { orderRef } from '../../../../contract/orderRef'
import type { Truth, TruthCase } from '../../../../contract/pages/transactions'
import { DANGERS, PHONE_SAYS, SERVER_SAYS } from '../../../../contract/paymentTruth'
import type { OrderFact, OrderHourDocument } from '../../../documents/orderHour'
import { misfitsOf } from '../../../orders/misfits'
import { ordersOf, reached } from '../../../orders/orderSpan'
import { paymentDoubts } from '../../../orders/paymentDoubts'
import { type PaymentCase, paymentCases } from '../../../orders/paymentTruth'
import { sightsIn } from '../../../orders/sights'

const CASES_MOST = 200

/** What phones saw of payments against what the server knows, of payments opened in [from, to). */
export function truthOf(
  documents: readonly OrderHourDocument[],
  store: string,
  span: { from: number; to: number },
  nowMs: number,
): { truth: Truth; cases: PaymentCase[] } {
  const cases = paymentCases(documents, store, span.from, span.to, nowMs)
  const seen = new Set(sightsIn(documents).map(({ ref }) => ref))
  const unseen = ordersOf(documents).filter(
    ([id, { createdAt }]) => createdAt >= span.from && createdAt < span.to && !seen.has(orderRef(store, id)),
  )
  const misfits = misfitsOf(cases)
  return {
    cases,
    truth: {
      checked: cases.length,
      unseen: unseen.length,
      cells: cellsOf(cases),
      dangers: Object.fromEntries(DANGERS.map((danger) => [danger, misfits[danger].orders])) as Truth['dangers'],
      doubts: paymentDoubts(documents, store, span, nowMs),
      cases: [...cases]
        .sort((a, b) => b.dangers.length - a.dangers.length || oddness(b) - oddness(a) || b.at - a.at)
        .slice(0, CASES_MOST)
        .map(shown),
    },
  }
}

/** What went as it should is what nobody looks for. */
const oddness = ({ phone, server }: PaymentCase): number => (phone === 'ok' && server === 'paid' ? 0 : 1)

function cellsOf(cases: readonly PaymentCase[]): Truth['cells'] {
  const row = () => Object.fromEntries(SERVER_SAYS.map((server) => [server, 0]))
  const cells = Object.fromEntries(PHONE_SAYS.map((phone) => [phone, row()])) as Truth['cells']
  for (const { phone, server } of cases) cells[phone][server] += 1
  return cells
}

const shown = ({ order, at, phone, server, dangers }: PaymentCase): TruthCase => ({
  order: order?.id ?? null,
  number: order?.fact.number ?? order?.id ?? '',
  at,
  amountFen: order?.fact.amountFen ?? null,
  phone,
  server,
  dangers,
  state: order === null ? '' : stateOf(order.fact),
})

/** How far an order has come, as one word of ours. */
export function stateOf(fact: OrderFact): string {
  if (fact.refundedAt !== null) return 'refunded'
  if (fact.cancelledAt !== null || fact.state === 'cancelled') return 'cancelled'
  for (const state of ['delivered', 'ready', 'accepted'] as const) if (reached(fact, state)) return state
  return fact.paidAt === null ? 'created' : 'paid'
}
