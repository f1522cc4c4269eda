import type { Mutant } from '../mutate'

/** Mistakes that lose or double batches, each in one place. */
export const mutants: readonly Mutant[] = [
  {
    name: 'stragglers are not looked for before sealing',
    file: 'core/rollup/sealTick.ts',
    find: 'folded.get(minute) !== batches',
    replace: 'folded.get(minute) === undefined',
  },
  {
    name: 'a stale worker replaces a fuller fold',
    file: 'test/fakes/ports/measurements.ts',
    find: 'known.sealed || known.batches >= minute.batches',
    replace: 'known.sealed',
  },
  {
    name: 'a sealed minute is folded again',
    file: 'test/fakes/ports/measurements.ts',
    find: 'if (known !== undefined && (known.sealed || known.batches >= minute.batches)) return',
    replace: 'if (known !== undefined && minute.batches < 0) return',
  },
  {
    name: 'hours are final before their minutes',
    file: 'core/rollup/compactTick.ts',
    find: 'all, hour < finalHour)',
    replace: 'all, true)',
  },
  {
    name: 'the cursor of hours goes beyond what is sealed',
    file: 'core/rollup/compactTick.ts',
    find: 'Math.min(toHour, hourOf(sealedMs))',
    replace: 'toHour',
  },
  {
    name: 'batches are deleted that nobody has counted',
    file: 'core/rollup/retention.ts',
    find: 'Math.min(sealedThroughMs, nowMs - KEPT_DAYS[tier] * DAY_MS)',
    replace: 'nowMs - 0 * (sealedThroughMs + KEPT_DAYS[tier] * DAY_MS)',
  },
  {
    name: 'a minute begins with what the last store left behind',
    file: 'contract/sketch/codec.ts',
    find: 'window[place] = 0',
    replace: 'window[place] = 1',
  },
]
