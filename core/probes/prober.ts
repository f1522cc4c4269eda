import type { ProbeTarget } from '../../contract/schemas/probe'

/** What came of one call. */
export type ProbeReply =
  /** `status` is null where there is none: a function's answer */
  | { kind: 'answered'; status: number | null; body: unknown; durationMs: number }
  /** server: a function failed, or there is none; refused: an address that we do not call */
  | { kind: 'failed'; reason: 'timeout' | 'network' | 'server' | 'refused'; message: string; durationMs: number }

/** Calls what customers would call. Never throws, and answers within `timeoutMs`. */
export interface Prober {
  call(target: ProbeTarget, timeoutMs: number, allowLoopback: boolean): Promise<ProbeReply>
}
