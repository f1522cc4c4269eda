/** What goes between the local cloud and a function instance (functions/runner.cjs), as JSON over IPC. */

/** A reading of the virtual clock: from here on the instance counts by its own monotonic clock. */
export interface ClockReading {
  nowMs: number
  /** 0 while frozen. */
  speed: number
}

export interface InvokeMessage {
  type: 'invoke'
  requestId: string
  event: unknown
  environment: Record<string, string>
  context: Record<string, unknown>
  clock: ClockReading
}

export type ToInstance = InvokeMessage | { type: 'clock'; clock: ClockReading }

/** `files`: the function's own files that have been loaded so far, relative to its folder. */
export type FromInstance =
  | { type: 'ready'; initMs: number; files: string[] }
  | { type: 'broken'; error: string }
  | { type: 'done'; requestId: string; result?: string; error?: string }
  | { type: 'files'; files: string[] }
  | { type: 'log'; requestId: string; stream: 'stdout' | 'stderr'; text: string }
  | { type: 'asyncError'; requestId: string; error: string; fatal: boolean }
