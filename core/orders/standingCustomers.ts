import type { OrderFact } from '../documents/orderHour'

type Facts = Readonly<Record<string, OrderFact>>

/**
 * Facts for an hour in which somebody was forgotten. The shop's own order goes on naming them, and who writes may have
 * read it before: an order that is known keeps the customer that stands there.
 */
export const withStandingCustomers = (facts: Facts, standing: Facts): Record<string, OrderFact> =>
  Object.fromEntries(
    Object.entries(facts).map(([id, fact]) => {
      const customer = standing[id]?.customer
      return [id, customer === undefined ? fact : { ...fact, customer }]
    }),
  )
