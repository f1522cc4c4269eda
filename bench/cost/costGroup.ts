import type { Group } from '../harness/group'
import { dashboard } from './dashboard'
import { fixedCost } from './fixedCost'
import { freshness } from './freshness'
import { pageCpu } from './pageCpu'
import { threeShops } from './threeShops'
import { writes } from './writes'

/** What the plan pays, read from the local cloud's meter in virtual time. */
export const costGroup: Group = async function* () {
  yield* fixedCost()
  yield* writes()
  yield* threeShops()
  yield* dashboard()
  yield* pageCpu()
  yield* freshness()
}
