import type { PageDocuments, PageWants } from '../../core/query/measured/pageDocuments'

/** What a fake store keeps of it. */
type Kept = {
  [K in 'minutes' | 'hours' | 'days' | 'incidents' | 'issues']: ReadonlyMap<string, PageDocuments[K][number]>
} & {
  heartbeats: PageDocuments['beats']
}

/** What the one read of a page brings, from a fake store. */
export function readPage(store: Kept, wants: PageWants): PageDocuments {
  const own = (one: { store: string }) => one.store === wants.store
  const { minutes, hours, days, issuesSince } = wants
  return {
    beats: new Map([...store.heartbeats].filter(([id]) => wants.beats.includes(id))),
    minutes: [...store.minutes.values()]
      .filter(({ shard, minute }) => shard === wants.shard && within(minute, minutes))
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
    issues: [...store.issues.values()].filter((one) => own(one) && issuesSince !== null && one.lastAt >= issuesSince),
  }
}

const within = <T extends number | string>(value: T, span: { from: T; to: T } | null): boolean =>
  span !== null && value >= span.from && value < span.to
