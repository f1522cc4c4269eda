import { type Answer, ok, refuse } from '../../contract/answer'
import { dropReasonCode } from '../../contract/dropReasons'
import type { SavingLevel } from '../../contract/plan'
import type { CollectReceipt } from '../../contract/steering'
import type { Place } from '../documents/batch'
import type { Ports } from '../ports'
import { eventsOf } from '../rollup/userLimit'
import { IntakeLoad } from './intakeLoad'
import { packBatch } from './packedItems'
import { parseBatch } from './parseBatch'
import { droppedByName, screenBatch } from './screenBatch'
import { hush, steer } from './steer'

/** Who sends, as far as it may be known: a hash of the openid, a province, and where they work. */
export interface Sender {
  user: string
  place: Place
  /** ids of the stores that they are staff of; empty for customers */
  worksIn: readonly string[]
}

/**
 * Takes in one batch: one write. A batch that was sent before lands on its own id and is accepted silently, by the
 * instance that stored it lately without a call.
 * @param load of the instance: who sends too much is not stored, and what was refused is told with the next batch
 * @param saving how far the monitor saves at present
 */
export async function collectBatch(
  ports: Pick<Ports, 'batches' | 'directory'>,
  { user, place, worksIn }: Sender,
  event: unknown,
  nowMs: number,
  { load = new IntakeLoad(), saving = 0 }: { load?: IntakeLoad; saving?: SavingLevel } = {},
): Promise<Answer<CollectReceipt>> {
  const parsed = parseBatch(event)
  if (!parsed.ok) return parsed
  const store = (await ports.directory.stores()).find(({ _id }) => _id === parsed.value.store)
  if (store === undefined)
    return refuse('not_found', 'no such store: set `store` of init() to one of yours', 'batch.store')
  const id = batchId(user, parsed.value)
  const course = () => {
    const asked = steer(nowMs, load.rate(nowMs), saving)
    return load.isBeyond(user, nowMs) ? hush(asked) : asked
  }
  const isStaff = worksIn.includes(store._id)
  if (load.isStored(id, nowMs)) {
    const { accepted, dropped } = screenBatch(parsed.value, nowMs, isStaff)
    return ok({ accepted, dropped: droppedByName(dropped), steering: course() })
  }
  if (!load.admit(user, nowMs)) {
    const refused = eventsOf(parsed.value)
    load.owe(store._id, refused)
    return ok({ accepted: 0, dropped: { rate_limited: refused }, steering: course() })
  }
  const { batch, accepted, dropped } = screenBatch(parsed.value, nowMs, isStaff)
  const owed = load.owedOf(store._id)
  const told: [number, number][] = owed > 0 ? [...dropped, [RATE_LIMITED, owed]] : dropped
  const outcome = await ports.batches.insert({
    ...{ _id: id, shard: store.shard, user, place, dropped: told },
    batch: packBatch(batch),
  })
  load.keep(id, nowMs)
  if (outcome === 'inserted') load.paid(store._id, owed)
  return ok({ accepted, dropped: droppedByName(dropped), steering: course() })
}

const RATE_LIMITED = dropReasonCode('rate_limited')

const batchId = (user: string, batch: { session: string; seq: number }): string =>
  `${user}:${batch.session}-${batch.seq}`
