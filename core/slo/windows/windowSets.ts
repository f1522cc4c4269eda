import type { BurnRule } from '../../../contract/schemas/rule'
import { google28d, google30d, sloth7d } from './budgetShare'
import { pyrra7d, pyrra28d } from './pyrra'
import type { WindowSet } from './windowSet'

/** All sets of burn-rate windows that a rule may name. */
export const windowSets: Record<BurnRule['windows'], WindowSet> = { google30d, google28d, sloth7d, pyrra28d, pyrra7d }
