import type { Options } from 'mingo/types'

/** No scripts, errors raised instead of turned into null. */
export const MINGO_OPTIONS = { scriptEnabled: false, failOnError: true, useStrictMode: true } satisfies Partial<Options>
