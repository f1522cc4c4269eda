import { ok, refuse } from '../../contract/answer'
import type { Role } from '../../contract/health'
import { checkMapping } from '../orders/checkMapping'
import type { StaffHandler } from './adminContext'
import { changeSettings } from './changeSettings'

/** Who may change how orders are read: it decides what all money is made of. */
export const CHANGES_ORDERS: readonly Role[] = ['owner', 'developer']
const LOOKED_AT = 100

/** Saves a mapping that reads at least some of the shop's newest orders; all of six weeks are then read again. */
export const orderActions: { [A in 'readOrders' | 'orderSecrets']: StaffHandler<A> } = {
  orderSecrets: {
    roles: CHANGES_ORDERS,
    subject: ({ secrets }) => `${secrets.length}`,
    run: ({ secrets }, { ports }) => changeSettings(ports, (known) => ({ ...known, orderSecrets: secrets })),
  },
  readOrders: {
    roles: CHANGES_ORDERS,
    subject: ({ mapping }) => mapping.collection,
    run: async ({ mapping }, { ports, settings, now }) => {
      const stores = await ports.directory.stores()
      const orders = await ports.orders.readLatest(mapping, LOOKED_AT)
      const { looked, readable, faults } = checkMapping(orders, {
        ...{ mapping, onlyStore: stores[0]?._id ?? null, nowMs: now },
        hashOf: (customer) => ports.orders.hashCustomer(customer, settings.salt),
      })
      if (looked > 0 && readable === 0)
        return refuse(
          'bad_request',
          `mapping: none of ${looked} orders can be read by it (${faults[0]?.fault}): try it first, orderMapping tells what each field lacks`,
          'mapping',
        )
      const changed = await changeSettings(ports, (known) => ({ ...known, orders: mapping, ordersChangedAt: now }))
      return changed.ok ? ok({ looked, readable }) : changed
    },
  },
}
