import type { BatchV1 } from '../../contract/batch'
import type { BatchDocument, StoredBatch } from '../../core/documents/batch'
import { packBatch } from '../../core/ingest/packedItems'
import { MINUTE_MS } from '../../core/time/units'
import { seededRandom } from '../../localcloud/crowd/random'
import { NOON, storedBatch } from '../../test/fakes/batches'

const STORES = 20
const ROUTES = Array.from({ length: 12 }, (_, index) => `GET /api/v1/resource${index}`)
const BATCHES = 400
const EVENTS = 50
/** Most of a batch happened in the minute it is of, a little in the one before. */
const LATE_SHARE = 0.2

export const INGEST_MINUTE = NOON / MINUTE_MS

/** One event as a wire of plain objects would have it: all that the fold breaks down by goes with each. */
export interface FatEvent {
  metric: string
  route: string
  outcome: string
  at: number
  durationMs: number
  store: string
  session: string
  user: string
  release: string
  platform: string
  device: string
  network: string
  region: string
  carrier: string
}

export interface Corpus {
  /** what phones sent, as `collect` has it once it has read it */
  batches: BatchV1[]
  /** each batch as JSON: tuples with a dictionary, as phones send them */
  tuples: string[]
  /** the same as `collect` stores them */
  packed: string[]
  /** the same events as objects with names */
  fat: string[]
  events: number
}

/** A minute of a chain at noon: one request a point, counted too; some 30 events fall on one series. */
export function corpus(): Corpus {
  const random = seededRandom(20_261_125)
  const batches: BatchV1[] = []
  const tuples: string[] = []
  const packed: string[] = []
  const fat: string[] = []
  for (let index = 0; index < BATCHES; index++) {
    const store = `s${index % STORES}`
    const document = batchOf(index, store, random.next)
    batches.push(document.batch)
    tuples.push(JSON.stringify({ ...document, receivedAt: NOON + 30_000 }))
    packed.push(JSON.stringify({ ...document, batch: packBatch(document.batch), receivedAt: NOON + 30_000 }))
    fat.push(JSON.stringify(fatEvents(document, store)))
  }
  return { batches, tuples, packed, fat, events: BATCHES * EVENTS }
}

/** What the adapter makes of a stored document. */
export const parseBatchText = <Batch extends StoredBatch = StoredBatch>(text: string): BatchDocument<Batch> => {
  const document = JSON.parse(text) as BatchDocument<Batch>
  document.receivedAt = new Date(document.receivedAt)
  return document
}

function batchOf(index: number, store: string, next: () => number): BatchDocument<BatchV1> {
  const counts = new Map<string, [number, number, number, number, number]>()
  const points: [number, number, number, number, number][] = []
  for (let event = 0; event < EVENTS; event++) {
    const route = Math.floor(next() * ROUTES.length)
    const outcome = next() < 0.02 ? 3 : 0
    const ms = Math.floor((next() < LATE_SHARE ? 0 : MINUTE_MS) + next() * MINUTE_MS)
    const durationMs = Math.round(80 * Math.exp(1.2 * (next() + next() + next() - 1.5)))
    points.push([1, route, outcome, ms, durationMs])
    const key = `${route}|${outcome}|${Math.floor(ms / MINUTE_MS)}`
    const known = counts.get(key)
    if (known === undefined) counts.set(key, [1, route, outcome, Math.floor(ms / MINUTE_MS), 1])
    else known[4] += 1
  }
  const base = NOON - MINUTE_MS
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)] as T
  const document = storedBatch(`session${String(index).padStart(4, '0')}-1`, `user${index}`, NOON + 30_000, {
    ...{ store, base, sentAt: NOON + 30_000, dict: ROUTES, counts: [...counts.values()], points },
    device: {
      platform: pick(['ios', 'android'] as const),
      class: pick(['low', 'mid', 'high'] as const),
      network: pick(['wifi', '5g', '4g'] as const),
      scene: 1001,
    },
    app: { release: pick(['1.4.0', '1.4.1']), env: 'release', sdk: '0.1.0' },
  })
  return { ...document, place: { region: pick(['广东', '湖南']), carrier: pick(['移动', '联通', '电信']) } }
}

const fatEvents = ({ batch, place, user }: BatchDocument<BatchV1>, store: string): FatEvent[] =>
  batch.points.map(([, route, outcome, ms, durationMs]) => ({
    metric: 'request',
    route: batch.dict[route] as string,
    outcome: outcome === 0 ? 'ok' : 'server',
    at: batch.base + ms,
    durationMs,
    store,
    session: batch.session,
    user,
    release: batch.app.release,
    platform: batch.device.platform,
    device: batch.device.class,
    network: batch.device.network,
    region: place?.region ?? '',
    carrier: place?.carrier ?? '',
  }))
