import type { Dimension } from '../../contract/dimensions'
import type { MetricName } from '../../contract/metrics'
import type { Window } from '../../core/evidence'
import { type BreakdownRow, breakdownsIn, type DimsSource } from '../../core/rollup/dims/readDims'

/** What one metric did in the window, by one dimension. */
export const breakdownIn = (
  source: DimsSource,
  store: string,
  { metric, dimension, window }: { metric: MetricName; dimension: Dimension; window: Window },
): BreakdownRow[] => breakdownsIn(source, store, { metrics: [metric], window }).get(dimension) ?? []
