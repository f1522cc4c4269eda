import { Aggregator } from 'mingo/aggregator'
import { mongoContext } from '../../localcloud/store/query/operators/mongoContext'
import type { FatEvent } from './corpus'

const MINUTE_MS = 60_000

const PIPELINE = [
  {
    $group: {
      _id: {
        store: '$store',
        metric: '$metric',
        route: '$route',
        outcome: '$outcome',
        minute: { $floor: { $divide: ['$at', MINUTE_MS] } },
      },
      events: { $sum: 1 },
      sum: { $sum: '$durationMs' },
      lowest: { $min: '$durationMs' },
      highest: { $max: '$durationMs' },
    },
  },
]

/** The same grouping by a general engine in the process, without any quantile. */
export const foldByMingo = (texts: readonly string[]): unknown[] =>
  new Aggregator(PIPELINE, { context: mongoContext }).run(texts.flatMap((text) => JSON.parse(text) as FatEvent[]))
