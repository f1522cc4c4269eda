import { withStandingCustomers } from '../../../core/orders/standingCustomers'
import type { Ports } from '../../../core/ports'
import { within } from './documents'
import type { FakeCloud } from './fakeCloud'

/** Orders: the shop’s own, the facts kept of them, and those that were posted. */
export function orders({ store, operation, clock }: FakeCloud): Pick<Ports, 'orders' | 'postedOrders'> {
  return {
    orders: {
      readChanged: operation('orders.readChanged', (mapping, fromMs, toMs, select) =>
        store.orders.filter((order) => {
          const whose = String(order[mapping.store ?? ''])
          if (mapping.store !== null && select?.of?.includes(whose) === false) return false
          if (mapping.store !== null && select?.except?.includes(whose) === true) return false
          const at = order[mapping.updatedAt]
          return within(at instanceof Date ? at.getTime() : Number(at), fromMs, toMs)
        }),
      ),
      readLatest: operation('orders.readLatest', (mapping, limit) =>
        [...store.orders].sort((a, b) => Number(b[mapping.updatedAt]) - Number(a[mapping.updatedAt])).slice(0, limit),
      ),
      findOrder: operation('orders.findOrder', ({ id, number }, text) =>
        store.orders.filter((order) => [order[id], number == null ? null : order[number]].map(String).includes(text)),
      ),
      hashCustomer: (customer) => `h${customer}`.slice(0, 16),
      putHour: operation('orders.putHour', (id, hour, { facts, sights, dishes }) => {
        const _id = `${id}:${hour}`
        const known = store.orderHours.get(_id) ?? { _id, store: id, hour, facts: {} }
        store.orderHours.set(_id, {
          ...known,
          facts: {
            ...known.facts,
            ...structuredClone(known.forgotten === undefined ? facts : withStandingCustomers(facts, known.facts)),
          },
          sights: { ...known.sights, ...sights },
          dishes: { ...known.dishes, ...dishes },
          version: (known.version ?? 0) + 1,
        })
      }),
      readPast: operation('orders.readPast', (id, from, to) =>
        [...store.orderHours.values()]
          .filter((known) => known.store === id && within(known.hour, from, to))
          .sort((a, b) => a.hour - b.hour),
      ),
      readHoursOf: operation('orders.readHoursOf', (ids, hours) =>
        [...store.orderHours.values()].filter((known) => ids.includes(known.store) && hours.includes(known.hour)),
      ),
      readHours: operation('orders.readHours', (id, hours) =>
        [...store.orderHours.values()]
          .filter((known) => known.store === id && hours.includes(known.hour))
          .sort((a, b) => a.hour - b.hour),
      ),
    },
    postedOrders: {
      put: operation('postedOrders.put', (event) => {
        const _id = `${event.store}:${event.order}`
        const known = store.postedOrders.get(_id) as { forgotten?: number; customer?: string } | undefined
        const standing = known?.forgotten === undefined ? {} : { customer: known.customer, forgotten: known.forgotten }
        store.postedOrders.set(_id, { ...event, ...standing, _id, updatedAt: new Date(clock.now) } as never)
      }),
    },
  }
}
