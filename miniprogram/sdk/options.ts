/** Instruments by name: what `off` takes and what diagnose() shows. */
export type CollectorName = 'session' | 'request' | 'call' | 'pay' | 'errors' | 'performance' | 'network'

/** What an integrator can set. Only `store` is needed. */
export interface Options {
  /** Id of the shop, letters, digits, - and _ (at most 32). */
  store: string
  /** Version shown beside errors. Default: the mini-program's version as WeChat knows it. */
  release?: string
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
}

const validStore = /^[\w-]{1,32}$/

/** Options as far as they can be used: a wrong value falls back to its default instead of stopping the app. */
export function readOptions(given: unknown): Options {
  const options = (typeof given === 'object' && given !== null ? given : {}) as Partial<Options>
  const read: Options = {
    ...options,
    store: validStore.test(String(options.store)) ? String(options.store) : 'unknown',
  }
  if (!Array.isArray(read.off)) read.off = []
  return read
}

/** The options that must be functions are called only if they are. */
export const asks = (reader: unknown, answer: unknown): boolean =>
  typeof reader === 'function' && reader(answer) === true
