import { SERIES_NAMES, type SeriesName } from '../../../contract/insight'
import { MINUTE_MS } from '../../time/units'
import { STATE_VERSION } from '../score/layout'
import { type DetectorState, loadState, newState, type StateDocument, saveState } from '../state'

/** `_id`: store. What is usual for a store's series, as learnt from all points up to the end of an hour. */
export interface BaselineDocument {
  _id: string
  version: number
  /** last minute learnt, epoch minute: the last one of an hour */
  through: number
  series: Partial<Record<SeriesName, StateDocument>>
}

/** The end of what it is learnt from, epoch ms. */
export const throughMs = ({ through }: BaselineDocument): number => (through + 1) * MINUTE_MS

/** Written by this version: an older one is learnt anew from what is stored of the past. */
export const isCurrent = ({ series }: BaselineDocument): boolean =>
  Object.values(series).every(({ version }) => version === STATE_VERSION)

export type States = Record<SeriesName, DetectorState>

/** A series that is not there, or of another version, starts anew. */
export const statesOf = (document: BaselineDocument | null): States =>
  Object.fromEntries(
    SERIES_NAMES.map((series) => {
      const stored = document?.series[series]
      return [series, (stored && loadState(stored)) ?? newState()]
    }),
  ) as States

export const baselineOf = (store: string, version: number, through: number, states: States): BaselineDocument => ({
  _id: store,
  version,
  through,
  series: Object.fromEntries(SERIES_NAMES.map((series) => [series, saveState(states[series])])),
})
