import type { IncidentDetail } from '../../contract/admin'
import { METRICS } from '../../contract/metrics'
import { isFailureCode } from '../../contract/outcomes'
import type { IncidentDocument } from '../documents/incident'
import type { MinuteDocument } from '../documents/minute'
import type { Window } from '../evidence'
import type { Outlook } from '../insight/outlook'
import { eventCells } from '../query/recent'
import { wholeMinutes } from '../rollup/minuteParts'
import type { Cell } from '../rollup/seriesTable'
import { MINUTE_MS, minuteOf } from '../time/units'

const BEFORE_MINUTES = 10
const AFTER_MINUTES = 5
/** More columns than this cannot be told apart on a phone: of a long incident its beginning is drawn. */
const MOST_MINUTES = 40
/** Phones tell of a minute in this many. */
export const LATE_MINUTES = 3

/** The minutes around an incident's beginning, up to its end or now. */
export const paymentsWindow = ({ openedAt, resolvedAt }: IncidentDocument, now: number): Window => {
  const from = minuteOf(openedAt) - BEFORE_MINUTES
  const to = Math.min(minuteOf(resolvedAt ?? now) + (resolvedAt === null ? 0 : AFTER_MINUTES), minuteOf(now))
  return { from, to: Math.max(from + 1, Math.min(to, from + MOST_MINUTES)) }
}

/** What a store's phones told in ingest minutes, by the minute in which it happened. */
export const minuteCells = (documents: readonly MinuteDocument[], store: string): Cell[] =>
  wholeMinutes(documents).flatMap((document) => eventCells(document, store))

/** Payments by the minute in which they happened, as phones told. @param cells of the window at least, in any order */
export const paymentsIn = (
  cells: readonly Cell[],
  { from, to }: Window,
  outlook: Outlook | null,
): IncidentDetail['payments'] => {
  const minutes = Array.from({ length: to - from }, (_, index) => from + index)
  const ok = minutes.map(() => 0)
  const failed = minutes.map(() => 0)
  for (const cell of cells) {
    if (cell.metric !== METRICS.pay.id || cell.slot < from || cell.slot >= to) continue
    const at = cell.slot - from
    for (const [code, events] of cell.counts.entries()) {
      if (code === 0) ok[at] = (ok[at] as number) + events
      else if (isFailureCode(code)) failed[at] = (failed[at] as number) + events
    }
  }
  const at = minutes.map((minute) => minute * MINUTE_MS)
  const expected = outlook?.at('paid', at).map((point) => Math.round(point.expected * 10) / 10) ?? null
  return { at, ok, failed, expected }
}
