import { type PageDocuments, type PageWants, SIGHTINGS_READ } from '../../core/query/measured/pageDocuments'

/** What a fake store keeps of it. */
type Kept = {
  [K in 'minutes' | 'hours' | 'days' | 'incidents' | 'issues' | 'orderHours']: ReadonlyMap<
    string,
    PageDocuments[K][number]
  >
} & {
  heartbeats: PageDocuments['beats']
  batches: ReadonlyMap<string, PageDocuments['sightings'][number]>
}

/** What the one read of a page brings, from a fake store. */
export function readPage(store: Kept, wants: PageWants): PageDocuments {
  const own = (one: { store: string }) => one.store === wants.store
  const { minutes, hours, days, issuesSince } = wants
  return {
    beats: new Map([...store.heartbeats].filter(([id]) => wants.beats.includes(id))),
    minutes: [...store.minutes.values()]
      .filter(({ shard, minute }) => wants.shards.includes(shard) && within(minute, minutes))
      .sort((a, b) => a.minute - b.minute || a.part - b.part),
    hours: [...store.hours.values()]
      .filter((one) => own(one) && within(one.hour, hours))
      .sort((a, b) => a.hour - b.hour),
    days: [...store.days.values()]
      .filter((one) => own(one) && within(one.day, days))
      .sort((a, b) => (a.day < b.day ? -1 : 1)),
    dimHours: [...store.hours.values()].filter((one) => own(one) && within(one.hour, wants.dims?.hours ?? null)),
    dimDays: [...store.days.values()].filter((one) => own(one) && within(one.day, wants.dims?.days ?? null)),
    incidents: [...store.incidents.values()].filter(own).sort((a, b) => a.openedAt - b.openedAt),
    sightings: [...store.batches.values()]
      .filter((one) => isSighting(one, wants))
      .sort(byNewest)
      .slice(0, SIGHTINGS_READ),
    orderHours: [...store.orderHours.values()].filter((one) => own(one) && wants.error?.orderHours.includes(one.hour)),
    issues: [...store.issues.values()].filter((one) => own(one) && issuesSince !== null && one.lastAt >= issuesSince),
  }
}

const within = <T extends number | string>(value: T, span: { from: T; to: T } | null): boolean =>
  span !== null && value >= span.from && value < span.to

type Batch = PageDocuments['sightings'][number]

const isSighting = ({ shard, receivedAt, batch }: Batch, { error, store, shards }: PageWants): boolean =>
  error !== null &&
  shards.includes(shard) &&
  batch.store === store &&
  batch.dict.includes(error.fingerprint) &&
  receivedAt.getTime() >= error.from &&
  receivedAt.getTime() < error.to

const byNewest = (a: Batch, b: Batch): number => b.receivedAt.getTime() - a.receivedAt.getTime()
