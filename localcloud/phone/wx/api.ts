import type { AppLifeCycle } from '../runtime/appLifeCycle'
import type { CloudLink } from '../runtime/cloudLink'
import { notInShell } from '../runtime/loud'
import type { PhoneParameters } from '../runtime/parameters'
import type { Router } from '../runtime/router'

/** What the families of the wx object work with. */
export interface PhoneHost {
  parameters: PhoneParameters
  cloud: CloudLink
  router: Router
  app: AppLifeCycle
}

export type Family = (host: PhoneHost) => Record<string, unknown>

/** A failure as WeChat words it: `api:fail reason`. */
export class ApiFailure extends Error {
  constructor(
    readonly reason: string,
    readonly fields: Record<string, unknown> = {},
  ) {
    super(reason)
  }
}

interface Callbacks {
  success?: (result: unknown) => void
  fail?: (error: unknown) => void
  complete?: (result: unknown) => void
}

export type Options = Callbacks & Record<string, unknown>

/**
 * An asynchronous call in WeChat's two forms: with callbacks it answers undefined, without it answers a promise.
 * @param run resolves to the fields of the result, or throws ApiFailure
 */
export function asyncApi<O extends object>(name: string, run: (options: O & Options) => unknown) {
  return (options?: O & Options): Promise<unknown> | undefined => {
    const given = (options ?? {}) as O & Options
    const promise = settle(name, () => run(given))
    if (!given.success && !given.fail && !given.complete) return promise
    promise.then(
      (result) => tell(given, 'success', result),
      (error) => tell(given, 'fail', error),
    )
    return undefined
  }
}

/**
 * An API of WeChat's that the shell has not: it is there to be looked at, as on a phone (an SDK wraps what it finds),
 * and whoever calls it hears its name in the console and in the failure.
 */
export const absentApi = (name: string) =>
  asyncApi(name, () => {
    notInShell(`wx.${name}`)
    throw new ApiFailure('not in the phone shell')
  })

async function settle(name: string, run: () => unknown): Promise<object> {
  try {
    const result = (await run()) as Record<string, unknown> | undefined
    return { errMsg: `${name}:ok`, ...result }
  } catch (error) {
    if (error instanceof ApiFailure) throw { errMsg: `${name}:fail ${error.reason}`.trim(), ...error.fields }
    if (error instanceof Error) throw { errMsg: `${name}:fail ${error.message}` }
    throw error
  }
}

/** Callbacks of the page may throw: that is the page's error, not ours. */
function tell(callbacks: Callbacks, kind: 'success' | 'fail', value: unknown) {
  for (const callback of [callbacks[kind], callbacks.complete]) {
    try {
      callback?.(value)
    } catch (error) {
      reportError(error)
    }
  }
}
