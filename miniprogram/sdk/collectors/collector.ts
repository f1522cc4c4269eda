import type { ErrorReport } from '../../../contract/batch'
import { attempt } from '../attempt'
import type { Device } from '../device'
import type { Host } from '../host'
import type { CollectorName, Options } from '../options'
import type { Call, PhoneApi, PhoneEvent } from '../phoneApi'
import type { Crumb } from '../queue/journal'
import type { Entry } from '../queue/queue'
import type { RouteNamer } from '../text/route'

/** 'ok', or why it cannot see anything on this host. */
export type Health = string
export const HEALTHY: Health = 'ok'

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
  ended(metric: number, kind: number, label: string, outcome: number, durationMs: number): void
  report(kind: ErrorReport['kind'], message: unknown, stack: unknown): void
}

/** What the phone sees of the order that the app last named. */
export interface OrderSights {
  /** something became of it; nothing, if the app named none */
  sight(sight: number): void
  /** @param order as the shop names it: it stays on the phone */
  nameOrder(order: unknown): void
}

export interface CollectorContext extends Recorder {
  host: Host
  /** the host's, since most look at nothing else */
  api: PhoneApi
  options: Options
  device: Device
  /** `GET a.cn/dish/:id` for a verb and a URL */
  route: RouteNamer
  /** hears what the host tells under `hook` */
  hear(hook: Hook, heard: (event: PhoneEvent) => void): Health
  /** the latest, oldest first */
  crumbs: Crumb[]
  /** writes into the batch in progress, unless the customer said no */
  write(entry: Entry): void
  /** the smallest SDK has none */
  orders?: OrderSights | undefined
  /** path of the visible page */
  page(): string
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
  const told = (event: PhoneEvent) => attempt(() => heard(event || {}))
  const api = owner as Record<string, (listener: typeof told) => unknown>
  return attempt(() => [(api[hook] as Call)(told)]) ? HEALTHY : `${hook} is missing`
}
