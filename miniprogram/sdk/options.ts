import { AREA_LENGTH } from './catalogue'
import { scrub } from './text/scrub'

/** Instruments by name: what `off` takes and what diagnose() shows. */
export type CollectorName =
  | 'session'
  | 'errors'
  | 'missing'
  | 'request'
  | 'call'
  | 'upload'
  | 'download'
  | 'container'
  | 'database'
  | 'socket'
  | 'pay'
  | 'subscribe'
  | 'performance'
  | 'blank'
  | 'jank'
  | 'setData'
  | 'taps'
  | 'memory'
  | 'network'
  | 'update'

/** What an integrator can set. Only `store` is needed. */
export interface Options {
  /** Id of the shop, letters, digits, - and _ (at most 32). */
  store: string
  /** Version shown beside errors. Default: the mini-program's version as WeChat knows it. */
  release?: string
  /** Delivery area, if it is known already; see setArea. */
  area?: string | undefined
  /** Name of the cloud function that takes reports in. Default: collect */
  collect?: string
  /** Wait for setConsent(true) before anything is sent or kept on disk. Default: false */
  askConsent?: boolean
  /** Instruments to leave out. */
  off?: CollectorName[]
  /** The app has its own page for unknown paths. Default: false, since listening hides WeChat's own page. */
  handlesPageNotFound?: boolean
  /** Does this answer of a cloud function say no? Default: result.ok === false */
  callFailed?: (result: unknown) => boolean
  /** Does this HTTP answer with status 2xx say no? Default: never */
  requestFailed?: (response: unknown) => boolean
  /** Your own route templates, tried before ours, without the scheme: `api.shop.cn/dish/:name` */
  routes?: string[]
}

/** Options as far as they can be used: a wrong value falls back to its default instead of stopping the app. */
export function readOptions(given: unknown): Options {
  const options: Options = Object(given)
  return { ...options, store: String(options.store), area: areaOf(options.area) }
}

/** The shop's own word for a delivery area, short and without what could name a person; undefined where there is none. */
export const areaOf = (given: unknown): string | undefined =>
  (typeof given === 'string' && scrub(given, AREA_LENGTH)) || undefined
