import { type Answer, ok, refuse } from '../../contract/answer'
import type { CollectReceipt } from '../../contract/steering'
import type { Ports } from '../ports'
import { parseBatch } from './parseBatch'
import { droppedByName, screenBatch } from './screenBatch'
import { steer } from './steer'

/**
 * Takes in one batch: one write. A batch that was sent before lands on its own id and is accepted silently.
 * @param user hash of the sender's openid
 */
export async function collectBatch(
  ports: Pick<Ports, 'batches' | 'directory'>,
  user: string,
  event: unknown,
  nowMs: number,
): Promise<Answer<CollectReceipt>> {
  const parsed = parseBatch(event)
  if (!parsed.ok) return parsed
  const store = (await ports.directory.stores()).find(({ _id }) => _id === parsed.value.store)
  if (store === undefined)
    return refuse('not_found', 'no such store: set `store` of init() to one of yours', 'batch.store')
  const { batch, accepted, dropped } = screenBatch(parsed.value, nowMs)
  await ports.batches.insert({ _id: batchId(user, batch), shard: store.shard, user, batch, dropped })
  return ok({ accepted, dropped: droppedByName(dropped), steering: steer(nowMs) })
}

const batchId = (user: string, batch: { session: string; seq: number }): string =>
  `${user}:${batch.session}-${batch.seq}`
