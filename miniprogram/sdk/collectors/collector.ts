import type { Breadcrumb, ErrorReport } from '../../../contract/batch'
import type { MetricName, Outcome } from '../catalogue'
import type { Host } from '../host'
import type { CollectorName, Options } from '../options'

/** 'ok', or why it cannot see anything on this host. */
export type Health = string
export const HEALTHY: Health = 'ok'

/** What collectors tell. Labels are templates or closed sets, never free text. */
export interface Recorder {
  /**
   * @param label short enough for the wire (text/routeTemplate.ts)
   * @param value duration in ms, for metrics that have one
   */
  record(metric: MetricName, label: string, outcome: Outcome, value?: number): void
  report(kind: ErrorReport['kind'], message: unknown, stack: unknown): void
  /** @param text made of labels and closed words: it is not scrubbed, since every request leaves one */
  crumb(kind: Breadcrumb['kind'], text: string): void
  /** the app came to the front after `hiddenMs`, or went to the back */
  shown(hiddenMs: number): void
  hidden(): void
}

export interface CollectorContext extends Recorder {
  host: Host
  options: Options
}

/** One instrument: sets itself up once and says whether it can see. */
export interface Collector {
  name: CollectorName
  start(context: CollectorContext): Health
}
