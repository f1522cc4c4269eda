import type { Group } from '../harness/group'
import { invocationRows } from './invocation'
import { storeRows } from './store'

/** What the local cloud costs beyond the libraries it stands on; targets are argued in docs/performance.md. */
export const cloudGroup: Group = async function* () {
  yield* invocationRows()
  yield* storeRows()
}
