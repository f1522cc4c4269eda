import type { MetricName } from '../../../../contract/metrics'
import type { LaunchStep } from '../../../../contract/pages/experience'
import type { PageSource } from '../pageSource'
import { sketchOfCustomers } from './pageRows'

/** What an opening is made of, in its order; the answer that the first screen waits for is the one asked for most often. */
export function launchSteps({ measured }: PageSource): LaunchStep[] {
  const step = (name: LaunchStep['step'], metric: MetricName): LaunchStep[] => {
    const { sketch } = measured.sum([metric])
    return sketch === null ? [] : [{ step: name, label: '', meanMs: sketch.mean, count: sketch.count }]
  }
  return [
    ...step('package', 'package'),
    ...step('script', 'script'),
    ...step('render', 'render'),
    ...firstAnswer(),
    ...lastPaint(),
  ]

  function firstAnswer(): LaunchStep[] {
    const answers = (['request', 'call'] as const).flatMap((metric) => [...measured.byLabel(metric)])
    const [most] = answers.sort((a, b) => b[1].total - a[1].total || (a[0] < b[0] ? -1 : 1))
    const sketch = most?.[1].sketch
    return most && sketch ? [{ step: 'request', label: most[0], meanMs: sketch.mean, count: sketch.count }] : []
  }
  /** From the first to the largest paint. */
  function lastPaint(): LaunchStep[] {
    const [fcp, lcp] = (['fcp', 'lcp'] as const).map((metric) => sketchOfCustomers(measured, metric).sketch)
    if (!fcp || !lcp) return []
    return [{ step: 'lcp', label: '', meanMs: Math.max(0, lcp.mean - fcp.mean), count: lcp.count }]
  }
}
