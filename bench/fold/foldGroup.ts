import { foldMinute } from '../../core/rollup/foldMinute'
import { compare } from '../harness/compare'
import type { Group } from '../harness/group'
import { type Corpus, corpus, INGEST_MINUTE, parseBatchText } from './corpus'
import { foldArrays } from './foldArrays'
import { foldByMingo } from './foldByMingo'
import { sketchRows } from './sketchRows'

/** What making rollups costs beside reading the same bytes, beside the plain way and beside a general engine. */
export const foldGroup: Group = async function* () {
  const made = corpus()
  const fold = () => foldMinute('0', INGEST_MINUTE, made.tuples.map(parseBatchText))
  const parse = (texts: string[]) => () => texts.map((text) => JSON.parse(text) as unknown)
  yield { name: 'fold/json-parse', ...(await compare(fold, parse(made.tuples))), target: 1.6 }
  const foldPlain = () => foldMinute('0', INGEST_MINUTE, made.plain.map(parseBatchText))
  yield { name: 'fold.plain/json-parse', ...(await compare(foldPlain, parse(made.plain))) }
  yield { name: 'fold/json-parse-fat', ...(await compare(fold, parse(made.fat))), target: 0.5 }
  yield { name: 'fold/arrays-sort', ...(await compare(fold, () => foldArrays(made.tuples))), target: 0.6 }
  yield { name: 'fold/mingo', ...(await compare(fold, () => foldByMingo(made.fat), { pairs: 15 })), target: 0.15 }
  yield* eventRows(made, fold)
  yield* sketchRows()
}

function* eventRows({ events }: Corpus, fold: () => ReturnType<typeof foldMinute>) {
  const parts = fold()
  const series = parts.flatMap(({ stores }) => Object.values(stores)).reduce((sum, one) => sum + one.series.m.length, 0)
  yield { name: 'fold.eventsPerSeries', value: events / series }
}
