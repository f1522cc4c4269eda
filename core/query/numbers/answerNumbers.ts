import type { Answer } from '../../../contract/answer'
import type { QueryAnswers } from '../../../contract/query'
import type { StaffDocument } from '../../documents/staff'
import type { Ports } from '../../ports'
import { PageMemory } from '../pageMemory'
import { answerPage, type PageKind } from '../pages/answerPage'
import { breakdownKind } from './breakdown'
import { heatmapKind } from './heatmap'
import { seriesKind } from './series'
import { topKind } from './top'
import { type NumbersQuery, whyNotNumbers } from './whyNotNumbers'

type Kinds = { [K in NumbersQuery['kind']]: (query: Extract<NumbersQuery, { kind: K }>) => PageKind<QueryAnswers[K]> }

const KINDS: Kinds = { series: seriesKind, breakdown: breakdownKind, top: topKind, heatmap: heatmapKind }

/** Any metric over any range, by the same reading as the pages. */
export async function answerNumbers<K extends NumbersQuery['kind']>(
  ports: Ports,
  viewer: StaffDocument,
  query: Extract<NumbersQuery, { kind: K }>,
  nowMs: number,
  memory = new PageMemory(),
): Promise<Answer<QueryAnswers[K]>> {
  const kindOf = KINDS[query.kind] as Kinds[K]
  return whyNotNumbers(query) ?? answerPage(ports, viewer, query, kindOf(query), nowMs, memory)
}
