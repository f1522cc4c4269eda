import { WARM_FIELD, WARM_HOLD_MS, type WarmingSettings } from '../../contract/warm'
import type { StoreDocument } from '../documents/store'
import { outlookOf } from '../insight/outlook'
import type { BaselineDocument } from '../insight/watch/baseline'
import type { Ports } from '../ports'
import { minuteOf } from '../time/units'
import { rushesOf } from './rushes'

/** Pings go out so many minutes before a rush: twice, since an idle instance is let go after some minutes. */
export const LEADS_MINUTES = [6, 2] as const
const PATIENCE_MS = 5_000

export interface WarmingKnown {
  warming: WarmingSettings | null | undefined
  store: StoreDocument | undefined
  /** of that store, as stored */
  baseline: BaselineDocument | null
}

/** Which functions are to be pinged in this minute, with how many instances; none where nothing is known. */
export function dueWarming({ warming, store, baseline }: WarmingKnown, nowMs: number): WarmingSettings['functions'] {
  if (warming == null || store === undefined) return []
  const outlook = outlookOf(baseline, store, 'visits')
  if (outlook === null) return []
  const isDue = rushesOf(outlook, store, nowMs).some(({ at }) =>
    LEADS_MINUTES.some((lead) => minuteOf(at) - minuteOf(nowMs) === lead),
  )
  return isDue ? warming.functions : []
}

/**
 * Pings each function with as many calls at once as instances are wanted.
 * @param deaf functions that did not answer as `watch` does: they ran their handler, so they are not called again
 * @returns how many pings were answered
 */
export async function runWarming(
  { handOver }: Pick<Ports, 'handOver'>,
  due: WarmingSettings['functions'],
  deaf: Set<string>,
): Promise<number> {
  const answers = await Promise.all(
    due
      .filter(({ name }) => !deaf.has(name))
      .map(async ({ name, instances }) => {
        const ping = () => handOver.call(name, { [WARM_FIELD]: WARM_HOLD_MS }, PATIENCE_MS)
        const found = await Promise.all(Array.from({ length: instances }, ping))
        if (found.some((answer) => answer !== null && !isPong(answer))) deaf.add(name)
        return found.filter(isPong).length
      }),
  )
  return answers.reduce((sum, answered) => sum + answered, 0)
}

const isPong = (answer: unknown): boolean => (Object(answer) as Record<string, unknown>)[WARM_FIELD] === true
