/** Where a fault may strike; a field left out matches anything. */
export interface FaultMatch {
  function?: string
  action?: string
  collection?: string
  api?: string
}

/** What goes wrong. `delayMs` is real time, because what it slows is measured by monotonic clocks. */
export interface FaultEffect {
  /** A number as functions see it (-502001, 43101); or the wire's own string code. */
  errCode?: number | string
  delayMs?: number
  /** The request is never carried out. */
  drop?: boolean
  /** The request is carried out, its answer never arrives. */
  loseReply?: boolean
  /** The function instance that runs (or asks) dies. */
  kill?: boolean
}

export interface Fault {
  id: string
  match: FaultMatch
  effect: FaultEffect
  /** Strikes left; unlimited when absent. */
  timesLeft?: number
  /** Virtual time after which it is over. */
  untilMs?: number
  struck: number
}

/** A spot in the local cloud where something could go wrong now. */
export type FaultPoint =
  | { kind: 'invoke'; function: string }
  | {
      kind: 'wire'
      action: string
      function?: string | undefined
      collection?: string | undefined
      api?: string | undefined
    }
  /** Not asked for by a signed request: the phone's payment, and what is reached over plain HTTP. */
  | { kind: 'api'; api: string }

/**
 * A match of a function alone means the call of that function; together with an action, collection or api it means
 * those requests of that function.
 */
export function strikes(match: FaultMatch, point: FaultPoint): boolean {
  const inner = match.action !== undefined || match.collection !== undefined || match.api !== undefined
  if (point.kind === 'invoke') return !inner && match.function === point.function
  if (!inner) return false
  if (point.kind === 'api') return match.api === point.api && match.function === undefined && match.action === undefined
  return (
    agrees(match.function, point.function) &&
    agrees(match.action, point.action) &&
    agrees(match.collection, point.collection) &&
    agrees(match.api, point.api)
  )
}

const agrees = (wanted: string | undefined, found: string | undefined): boolean =>
  wanted === undefined || wanted === found
