import { attempt } from '../attempt'
import { OK, SERVER, UPDATE } from '../catalogue'
import type { Call } from '../phoneApi'
import { type Collector, listen, MISSING } from './collector'

/** How new versions of the mini-program arrive on phones. */
export const update: Collector = (context) => {
  const updates = attempt(() => (context.api.getUpdateManager as Call)() as object)
  if (!updates) return MISSING
  listen(updates, 'onCheckForUpdate', (event) => {
    if (event.hasUpdate) context.record(UPDATE, 'found', OK)
  })
  listen(updates, 'onUpdateFailed', () => context.record(UPDATE, 'failed', SERVER))
  return listen(updates, 'onUpdateReady', () => context.record(UPDATE, 'ready', OK))
}
