import { METRICS, type MetricName } from '../../contract/metrics'
import type { Diagnosis } from '../../contract/pages/diagnosis'
import { mergeSketches, type Sketch } from '../../contract/sketch/sketch'
import { isOwnPage, OWN_COSTS } from '../ownPages'
import { storedSketch } from '../rollup/storedSketch'
import type { HourDocument } from '../rollup/tiers'
import { HOUR_MS } from '../time/units'

/** What the owner's pages cost on all phones that opened them, as the SDK stored it. @returns null where nothing is stored */
export function ownPagesCost(hours: readonly HourDocument[]): NonNullable<Diagnosis['ownPages']> | null {
  const [first, updates] = [ownSketch(hours, 'fcp'), ownSketch(hours, 'setData')]
  if (first === null && updates === null) return null
  return {
    first: first && { count: first.count, p75Ms: first.quantile(0.75) },
    updates: updates && { count: updates.count, p75Ms: updates.quantile(0.75) },
    through: Math.max(...hours.filter(hasOwn).map(({ hour }) => hour + 1)) * HOUR_MS,
  }
}

const hasOwn = (hour: HourDocument): boolean => OWN_COSTS.some((metric) => ofOwn(hour, metric).length > 0)

const ofOwn = ({ series }: HourDocument, metric: MetricName): string[] =>
  series.m.flatMap((id, row) =>
    id === METRICS[metric].id && isOwnPage(series.l[row] as string) ? [series.k[row] as string] : [],
  )

function ownSketch(hours: readonly HourDocument[], metric: MetricName): Sketch | null {
  const sketches = hours.flatMap((hour) => ofOwn(hour, metric)).flatMap((text) => storedSketch(text) ?? [])
  return sketches.length === 0 ? null : mergeSketches(sketches)
}
