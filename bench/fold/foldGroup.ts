import { packBatch } from '../../core/ingest/packedItems'
import { foldMinute } from '../../core/rollup/foldMinute'
import { compare } from '../harness/compare'
import type { Group } from '../harness/group'
import { type Corpus, corpus, INGEST_MINUTE, parseBatchText } from './corpus'
import { foldArrays } from './foldArrays'
import { foldByMingo } from './foldByMingo'
import { sketchRows } from './sketchRows'

/** So long that collections of garbage fall on both sides of a pair alike: with one turn a side they keep to one of them. */
const EVEN = { sideMs: 40 }

/** What making rollups costs beside reading the same bytes, beside the plain way and beside a general engine. */
export const foldGroup: Group = async function* () {
  const made = corpus()
  const foldStored = (texts: string[]) => () => foldMinute('0', INGEST_MINUTE, texts.map(parseBatchText))
  const aggregate = foldStored(made.packed)
  // what `collect` does for the fold is part of it
  const fold = () => {
    made.batches.map(packBatch)
    return aggregate()
  }
  const parse = (texts: string[]) => () => texts.map((text) => JSON.parse(text) as unknown)
  yield { name: 'fold/json-parse', ...(await compare(fold, parse(made.tuples), EVEN)), target: 1.6 }
  yield { name: 'fold.aggregate/json-parse', ...(await compare(aggregate, parse(made.tuples), EVEN)) }
  yield { name: 'fold.tuples/json-parse', ...(await compare(foldStored(made.tuples), parse(made.tuples), EVEN)) }
  yield { name: 'fold/json-parse-fat', ...(await compare(fold, parse(made.fat), EVEN)), target: 0.5 }
  yield { name: 'fold/arrays-sort', ...(await compare(fold, () => foldArrays(made.tuples), EVEN)), target: 0.6 }
  yield { name: 'fold/mingo', ...(await compare(fold, () => foldByMingo(made.fat), { pairs: 15 })), target: 0.15 }
  yield* eventRows(made, fold)
  yield* sketchRows()
}

function* eventRows({ events }: Corpus, fold: () => ReturnType<typeof foldMinute>) {
  const parts = fold()
  const series = parts.flatMap(({ stores }) => Object.values(stores)).reduce((sum, one) => sum + one.series.m.length, 0)
  yield { name: 'fold.eventsPerSeries', value: events / series }
}
