import type { Distribution } from '../../../../contract/pages/parts'
import type { ResponsePage } from '../../../../contract/pages/response'
import { counted } from '../../format/counted'
import { seconds } from '../../format/seconds'
import { type QuantilePoint, type Quantiles, quantilesOf } from '../quantiles'

/** 快慢分布 */
export interface SpreadView {
  note: string
  chart: Quantiles
  sentence: string
}

const pointsOf = ({ p50Ms, p90Ms, p95Ms, p99Ms }: Distribution): QuantilePoint[] => [
  { share: 0.5, ms: p50Ms },
  { share: 0.9, ms: p90Ms },
  { share: 0.95, ms: p95Ms },
  { share: 0.99, ms: p99Ms },
]

/** null where no duration was measured. */
export function spreadView({ distribution, distributionBefore }: ResponsePage): SpreadView | null {
  if (distribution === null) return null
  const { count, minMs, meanMs, maxMs, stddevMs } = distribution
  const before = distributionBefore === null ? [] : pointsOf(distributionBefore.distribution)
  return {
    note: `${counted(count)} 次操作`,
    chart: quantilesOf(pointsOf(distribution), before, distributionBefore?.label ?? ''),
    sentence: `最快 ${seconds(minMs)}，平均 ${seconds(meanMs)}，最慢 ${seconds(maxMs)}，标准差 ${seconds(stddevMs)} 秒`,
  }
}
