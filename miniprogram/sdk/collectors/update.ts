import { attempt } from '../attempt'
import { OK, SERVER, UPDATE } from '../catalogue'
import type { Call } from '../phoneApi'
import { type Collector, listen } from './collector'

/** How new versions of the mini-program arrive on phones. */
export const update: Collector = ({ api, record }) => {
  const updates = attempt(() => (api.getUpdateManager as Call)() as object)
  if (!updates) return 'getUpdateManager is missing'
  listen(updates, 'onCheckForUpdate', (event) => {
    if (event.hasUpdate) record(UPDATE, 'found', OK)
  })
  listen(updates, 'onUpdateFailed', () => record(UPDATE, 'failed', SERVER))
  return listen(updates, 'onUpdateReady', () => record(UPDATE, 'ready', OK))
}
