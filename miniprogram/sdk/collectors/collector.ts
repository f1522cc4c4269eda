import type { ErrorReport } from '../../../contract/batch'
import { attempt } from '../attempt'
import type { Device } from '../device'
import type { Host } from '../host'
import type { CollectorName, Options } from '../options'
import type { Call, PhoneApi, PhoneEvent } from '../phoneApi'
import type { Crumb } from '../queue/journal'
import type { Entry } from '../queue/queue'
import type { RouteNamer } from '../text/route'

/** 'ok', or why it cannot see anything on this host: what it listens to or replaces is not there, or cannot be replaced. */
export type Health = string
export const HEALTHY: Health = 'ok'
export const MISSING: Health = 'missing'
export const FIXED: Health = 'cannot be replaced'

/** Called before each function of a page or component, with its `this`, its name and what it is given. */
export type Seer = (this: object, name: string, ...args: unknown[]) => void

/**
 * What collectors tell. Metrics, outcomes and kinds of crumbs are the numbers of catalogue.ts; labels are templates or
 * closed sets, never free text, short enough for the wire (text/route.ts).
 */
export interface Recorder {
  /** @param value duration in ms, for metrics that have one */
  record(metric: number, label: string, outcome: number, value?: number): void
  /** a crumb for the errors to come */
  crumb(kind: number, label: string, outcome?: number): void
  /** both */
  ended(metric: number, kind: number, label: string, outcome: number, durationMs?: number): void
  /** @param fault whatever was thrown or told */
  report(kind: ErrorReport['kind'], fault: unknown): void
}

export interface CollectorContext extends Recorder {
  host: Host
  /** the host's, since most look at nothing else */
  api: PhoneApi
  options: Options
  phoneKind: Device
  /** `GET a.cn/dish/:id` for a verb and a URL */
  routeName: RouteNamer
  /** hears what the host tells under `hook` */
  hear(hook: Hook, heard: (event: PhoneEvent) => void): Health
  /** the latest, oldest first */
  latestCrumbs: Crumb[]
  /** writes into the batch in progress, unless the customer said no */
  write(entry: Entry): void
  /** who looks at pages and components; whether theirs could be put in place, and whether one has come through */
  seers: Seer[]
  redefined?: boolean | undefined
  sawDefinition?: boolean
  /** how each instrument is, as far as they have started */
  healths: Record<string, Health>
  /** the order that the app last named, as the wire names it, and the last crumb told about it (orderSights.ts) */
  namedOrder?: unknown
  toldCrumb?: Crumb | undefined
  /** path of the visible page */
  pageName(): string
}

/** One instrument: sets itself up once and says whether it can see. */
export type Collector = (context: CollectorContext) => Health

/** Instruments by name, in the order in which they start. */
export type Collectors = Partial<Record<CollectorName, Collector>>

export type Hook = {
  [K in keyof PhoneApi]-?: NonNullable<PhoneApi[K]> extends (listener: (event: PhoneEvent | undefined) => void) => void
    ? K
    : never
}[keyof PhoneApi]

/** Hears what `owner` tells under `hook`. Nothing we do with it ever throws into the host. */
export function listen<H extends string = Hook>(owner: object, hook: H, heard: (event: PhoneEvent) => void): Health {
  const api = owner as Record<string, Call>
  return attempt(() => [(api[hook] as Call)((event?: PhoneEvent) => attempt(() => heard(event || {})))])
    ? HEALTHY
    : MISSING
}
