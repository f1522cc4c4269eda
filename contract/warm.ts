/**
 * The ping that `watch` answers itself: the handler does not run, nothing is counted. It is sent before a rush, so that
 * instances are there when customers come. Field of the event: how long to hold the instance, ms.
 */
export const WARM_FIELD = 'kandianWarm'
/** An instance serves one call at a time: while a ping holds one, the next goes to another. */
export const WARM_HOLD_MS = 300
/** No ping holds an instance longer, whatever it asks for. */
export const WARM_HOLD_MOST_MS = 1_000
export const WARM_FUNCTIONS_MOST = 5
export const WARM_INSTANCES_MOST = 10

/** What the owner has switched on. */
export interface WarmingSettings {
  /** whose forecast tells when the rush comes */
  store: string
  functions: { name: string; instances: number }[]
}
