import type { Rule } from '../../contract/schemas/rule'
import { CONFLICT, retryConflict } from '../concurrency/retryConflict'
import type { AlertStateDocument } from '../documents/alertState'
import type { StoreDocument } from '../documents/store'
import type { Evidence } from '../evidence'
import type { Ports } from '../ports'
import { reachOf } from '../rules/reach'
import { rulesOf } from '../rules/storeRules'
import { CATCH_UP_MINUTES, leaveOutGap } from './gap'
import { judgeMinute } from './judge'
import { drainOutbox } from './outbox'
import type { Transition } from './transition'

/** What happened as far as `minute` was ingested; the same whenever it is asked. */
export type ReadEvidence = (
  ports: Ports,
  store: StoreDocument,
  minute: number,
  now: number,
  reachMinutes: number,
) => Promise<Evidence>

export interface StoreTick {
  store: string
  transitions: Transition[]
  /** the stretch left out as a gap, epoch minutes, both inclusive */
  gap: { from: number; through: number } | null
  /** it has an open incident, or had one before */
  isActive: boolean
}

export interface StoreTickInput {
  store: StoreDocument
  rules: readonly Rule[]
  /** last minute judged for all stores, epoch minute; null before the first tick */
  cursor: number | null
  /** last folded minute */
  through: number
  now: number
  readEvidence: ReadEvidence
  /** the state as it was read with those of other stores, null for none; left out: to be read */
  known?: AlertStateDocument | null
}

const emptyState = (store: string, judgedThrough: number): AlertStateDocument => ({
  _id: store,
  version: 0,
  judgedThrough,
  series: {},
  open: {},
  outbox: [],
})

/**
 * Judges one store up to the last folded minute: state read once, written only if something changed, by compare-and-set
 * with its outbox; then the outbox goes to the incidents. Whoever loses a race reads again and finds little to do.
 */
export const tickStore = (ports: Ports, input: StoreTickInput): Promise<StoreTick> => {
  let { known } = input
  return retryConflict(async () => {
    const stored = known === undefined ? await ports.alertStates.read(input.store._id) : known
    known = undefined
    const before = stored ?? emptyState(input.store._id, input.cursor ?? input.through - 1)
    const { after, tick } = await judgeThrough(ports, input, before)
    if (!hasChanged(before, after)) {
      await drainOutbox(ports, before)
      return tick
    }
    const written = { ...after, version: before.version + 1 }
    if (!(await ports.alertStates.write(written, before.version))) return CONFLICT
    await drainOutbox(ports, written)
    return tick
  })
}

/**
 * Writes down how far a store was judged although nothing else changed: only where the shared cursor has to wait for
 * another store, so that this one does not count the wait as its own gap.
 */
export const keepCursor = (ports: Ports, store: string, through: number): Promise<void> =>
  retryConflict(async () => {
    const before = (await ports.alertStates.read(store)) ?? emptyState(store, 0)
    if (before.judgedThrough >= through) return
    const after = { ...before, judgedThrough: through, version: before.version + 1 }
    return (await ports.alertStates.write(after, before.version)) ? undefined : CONFLICT
  })

const judgeThrough = async (
  ports: Ports,
  { store, rules, cursor, through, now, readEvidence }: StoreTickInput,
  before: AlertStateDocument,
): Promise<{ after: AlertStateDocument; tick: StoreTick }> => {
  let state = { ...before, judgedThrough: Math.max(before.judgedThrough, cursor ?? 0) }
  const tick: StoreTick = { store: store._id, transitions: [], gap: null, isActive: false }
  if (through - state.judgedThrough > CATCH_UP_MINUTES) {
    tick.gap = { from: state.judgedThrough + 1, through: through - CATCH_UP_MINUTES }
    state = leaveOutGap(state, tick.gap.from, tick.gap.through)
  }
  const own = rulesOf(store, rules)
  const reach = reachOf(own)
  for (let minute = state.judgedThrough + 1; minute <= through; minute++) {
    const judged = judgeMinute(own, state, await readEvidence(ports, store, minute, now, reach), minute, store)
    state = judged.state
    tick.transitions.push(...judged.transitions)
  }
  tick.isActive = [before, state].some(({ open, outbox }) => Object.keys(open).length > 0 || outbox.length > 0)
  return { after: state, tick }
}

/** The cursor alone is not worth a write: the heartbeat `judge:SHARD` keeps it for all stores at once. */
const hasChanged = (before: AlertStateDocument, after: AlertStateDocument): boolean =>
  canonical(before) !== canonical(after)

const canonical = (state: AlertStateDocument): string =>
  JSON.stringify([state.series, state.ended ?? {}, state.open, state.outbox])
