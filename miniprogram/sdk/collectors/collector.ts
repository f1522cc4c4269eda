import type { ErrorReport } from '../../../contract/batch'
import { attempt } from '../attempt'
import type { Device } from '../device'
import type { Host } from '../host'
import type { CollectorName, Options } from '../options'
import type { Call, PhoneApi, PhoneEvent } from '../phoneApi'
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
  /** something became of the order that the app last named; nothing, if it named none */
  sight(sight: number): void
  /** @param order as the shop names it: it stays on the phone */
  nameOrder(order: unknown): void
  report(kind: ErrorReport['kind'], message: unknown, stack: unknown): void
  /** the app came to the front after `hiddenMs`, or went to the back */
  shown(hiddenMs: number): void
  hidden(): void
}

export interface CollectorContext extends Recorder {
  host: Host
  options: Options
  device: Device
  /** `GET a.cn/dish/:id` for a verb and a URL */
  route: RouteNamer
  /** path of the visible page */
  page(): string
}

/** One instrument: sets itself up once and says whether it can see. */
export interface Collector {
  name: CollectorName
  start(context: CollectorContext): Health
}

type Hook = {
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
