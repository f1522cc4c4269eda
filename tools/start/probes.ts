import type { ProbeSetting } from '../../contract/schemas/probe'
import { firstStore } from '../../database/seed/firstDocuments'

/** What the sample shop has tried for it, customers or not. */
export const PROBES: ProbeSetting[] = [
  {
    id: 'menu',
    name: '打开菜单',
    store: firstStore(0)._id,
    everyMinutes: 5,
    target: { kind: 'function', name: 'shop', event: { action: 'menu' } },
    expect: { path: 'value.dishes.0', withinMs: 2_000 },
  },
]
