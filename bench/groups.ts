import type { Group } from './harness/group'
import { loadBundled } from './harness/loadBundled'

/** Every group of `npm run bench`, by name. A group is loaded only when it is asked for. */
export const groups: Record<string, () => Promise<Group>> = {
  admin: async () => (await import('./admin/adminGroup')).adminGroup,
  alerts: async () => (await import('./alerts/alertsGroup')).alertsGroup,
  cloud: async () => (await import('./cloud/cloudGroup')).cloudGroup,
  insight: async () => loadBundled<typeof import('./insight/insightGroup')>('insight/insightGroup').insightGroup,
  chain: async () => loadBundled<typeof import('./chain/chainGroup')>('chain/chainGroup').chainGroup,
  functions: async () => (await import('./functions/functionsGroup')).functionsGroup,
  cost: async () => (await import('./cost/costGroup')).costGroup,
  pages: async () => (await import('./pages/pagesGroup')).pagesGroup,
  orders: async () => loadBundled<typeof import('./orders/ordersGroup')>('orders/ordersGroup').ordersGroup,
  sdk: async () => (await import('./sdk/sdkGroup')).sdkGroup,
  fold: async () => loadBundled<typeof import('./fold/foldGroup')>('fold/foldGroup').foldGroup,
}
