import type { CollectionSpec } from '../../database/collections'

/** One index, as most collections of a shop have. */
export const ordersCollection: CollectionSpec = {
  name: 'orders',
  permission: 'ADMINONLY',
  indexes: [{ name: 'at', fields: [{ field: 'at', direction: 1 }] }],
}

/** An order as a takeout shop stores it, some 300 bytes. `at` is its place in time. */
export function order(i: number) {
  return {
    _id: `o${i}`,
    at: i,
    store: 'main',
    status: i % 7 === 0 ? 'paid' : 'done',
    yuan: 20 + (i % 50),
    openid: `o-guest-${i % 997}`,
    dishes: [
      { dish: '牛肉面', count: 1 + (i % 3), yuan: 18 },
      { dish: '酸梅汤', count: 1, yuan: 6 },
    ],
    note: '不要香菜，多放辣',
    version: 1,
  }
}
