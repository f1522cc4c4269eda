import { DANGERS, type Danger } from '../../contract/paymentTruth'
import type { Misfit } from '../evidence'
import type { PaymentCase } from './paymentTruth'

/** How many payments do not fit, of each kind, and their money. */
export const misfitsOf = (cases: readonly PaymentCase[]): Record<Danger, Misfit> => {
  const misfits = Object.fromEntries(DANGERS.map((danger) => [danger, { orders: 0, fen: 0 }]))
  for (const { dangers, order } of cases)
    for (const danger of dangers) {
      const misfit = misfits[danger] as Misfit
      misfit.orders += 1
      misfit.fen += order?.fact.amountFen ?? 0
    }
  return misfits as Record<Danger, Misfit>
}
