import { readFileSync } from 'node:fs'
import { Script } from 'node:vm'

/** The face of the built SDK, as far as the sample shop uses it. */
export interface BuiltSdk {
  init(options: { store: string; area: string }): void
  order(step: string, fields?: object): void
  diagnose(): { instruments: Record<string, string>; waiting: { batches: number } } | undefined
}

/** What a phone has where its scripts run: nothing of this machine's time or chance. */
export interface PhoneGlobals {
  wx: object
  setTimeout: (run: () => void, ms: number) => unknown
  clearTimeout: (timer: unknown) => void
  Date: { now(): number }
  performance: { now(): number }
  Math: Math
  getCurrentPages: () => { route: string }[]
}

const NAMES = ['wx', 'setTimeout', 'clearTimeout', 'Date', 'performance', 'Math', 'getCurrentPages'] as const

/**
 * Compiles the built SDK once. Each call of what it returns is an SDK of its own, on a phone of its own.
 * @throws Error when the file is missing: build first
 */
export function loadSdk(sdkFile: string): (globals: PhoneGlobals) => BuiltSdk {
  let source: string
  try {
    source = readFileSync(sdkFile, 'utf8')
  } catch {
    throw new Error(`the built SDK is missing at ${sdkFile}: run npm run build`)
  }
  const script = new Script(`(function (module, exports, ${NAMES.join(', ')}) {${source}\n})`, { filename: sdkFile })
  const define = script.runInThisContext() as (module: object, exports: object, ...globals: unknown[]) => void
  return (globals) => {
    const module = { exports: {} }
    define(module, module.exports, ...NAMES.map((name) => globals[name]))
    return module.exports as BuiltSdk
  }
}
