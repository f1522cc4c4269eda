import { METRICS, type MetricName } from '../../contract/metrics'
import { OUTCOMES } from '../../contract/outcomes'
import type { Merged } from '../evidence'
import type { ExportTable } from './exportTable'

/** OpenMetrics 1.0, or the older text format that everything reads. */
export type TextFormat = 'openmetrics' | 'prometheus'

export const CONTENT_TYPES: Record<TextFormat, string> = {
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
}

const QUANTILES = [0.5, 0.9, 0.95, 0.99]

/**
 * What was counted since the range began, as it stands at its end: what a scrape wants. The shop's day begins every counter
 * anew, which readers of counters know how to take.
 */
export function scrapeText(table: ExportTable, format: TextFormat): string {
  const events = table.rows.flatMap(({ metric, label, whole }) =>
    whole.counts.flatMap((count, outcome) => (count > 0 ? [eventLine(table, metric, label, outcome, count)] : [])),
  )
  const durations = table.rows
    .filter(({ metric }) => METRICS[metric].unit === 'ms')
    .flatMap(({ metric, label, whole }) => durationLines(table, { metric, label }, whole, ''))
  return text(format, [
    ...eventFamily(format, events),
    ...durationFamily(format, durations),
    ...throughFamily(format, table),
  ])
}

/** Every slot of the range with its time, for a reader that takes in the past. Counters grow from the range's beginning. */
export function historyText(table: ExportTable, format: TextFormat): string {
  const at = (slot: number) => time(format, Math.min(table.to, table.at[slot + 1] ?? table.to))
  const events = table.rows.flatMap(({ metric, label, counts }) =>
    OUTCOMES.flatMap((_, outcome) => {
      if (!counts.some((slot) => (slot?.[outcome] ?? 0) > 0)) return []
      let sum = 0
      return counts.flatMap((slot, index) => {
        if (slot === null) return []
        sum += slot[outcome] ?? 0
        return [eventLine(table, metric, label, outcome, sum) + at(index)]
      })
    }),
  )
  const durations = table.totals
    .filter(({ metric }) => METRICS[metric].unit === 'ms')
    .flatMap(({ metric, slots }) =>
      QUANTILES.flatMap((quantile) =>
        slots.flatMap((slot, index) =>
          slot?.sketch
            ? [
                `kandian_slot_duration_seconds${labels({ store: table.store, metric, quantile: `${quantile}` })} ${seconds(slot.sketch.quantile(quantile))}${at(index)}`,
              ]
            : [],
        ),
      ),
    )
  return text(format, [...eventFamily(format, events), ...slotFamily(format, durations)])
}

const eventLine = ({ store }: ExportTable, metric: MetricName, label: string, outcome: number, count: number): string =>
  `kandian_events_total${labels({ store, metric, label, outcome: OUTCOMES[outcome] ?? 'unknown' })} ${count}`

function durationLines(
  { store }: ExportTable,
  { metric, label }: { metric: MetricName; label: string },
  { sketch }: Merged,
  at: string,
): string[] {
  if (sketch === null || sketch.count === 0) return []
  const own = { store, metric, label }
  return [
    ...QUANTILES.map(
      (quantile) =>
        `kandian_duration_seconds${labels({ ...own, quantile: `${quantile}` })} ${seconds(sketch.quantile(quantile))}${at}`,
    ),
    `kandian_duration_seconds_count${labels(own)} ${sketch.count}${at}`,
    `kandian_duration_seconds_sum${labels(own)} ${seconds(sketch.mean * sketch.count)}${at}`,
  ]
}

const eventFamily = (format: TextFormat, lines: string[]) =>
  family(
    format,
    {
      name: format === 'openmetrics' ? 'kandian_events' : 'kandian_events_total',
      type: 'counter',
      help: 'What happened, by how it ended.',
    },
    lines,
  )

const durationFamily = (format: TextFormat, lines: string[]) =>
  family(
    format,
    {
      name: 'kandian_duration_seconds',
      type: 'summary',
      unit: 'seconds',
      help: 'How long it took; of more than a sample, weighted.',
    },
    lines,
  )

const slotFamily = (format: TextFormat, lines: string[]) =>
  family(
    format,
    {
      name: 'kandian_slot_duration_seconds',
      type: 'gauge',
      unit: 'seconds',
      help: 'Quantiles of the time that ends here.',
    },
    lines,
  )

const throughFamily = (format: TextFormat, { store, foldedThrough }: ExportTable) =>
  family(
    format,
    {
      name: 'kandian_folded_through_timestamp_seconds',
      type: 'gauge',
      unit: 'seconds',
      help: 'Numbers are complete up to here.',
    },
    foldedThrough === null
      ? []
      : [`kandian_folded_through_timestamp_seconds${labels({ store })} ${foldedThrough / 1000}`],
  )

interface Family {
  name: string
  type: 'counter' | 'summary' | 'gauge'
  unit?: string
  help: string
}

/** An empty family is left out. */
function family(format: TextFormat, { name, type, unit, help }: Family, lines: string[]): string[] {
  if (lines.length === 0) return []
  const unitLine = format === 'openmetrics' && unit !== undefined ? [`# UNIT ${name} ${unit}`] : []
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...unitLine, ...lines]
}

const text = (format: TextFormat, lines: string[]): string =>
  [...lines, ...(format === 'openmetrics' ? ['# EOF'] : [])].map((line) => `${line}\n`).join('')

/** OpenMetrics counts in seconds, the older format in milliseconds. */
const time = (format: TextFormat, ms: number): string => ` ${format === 'openmetrics' ? ms / 1000 : ms}`

const seconds = (ms: number): string => String(Number((ms / 1000).toPrecision(9)))

const labels = (pairs: Record<string, string>): string =>
  `{${Object.entries(pairs)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(',')}}`

const escaped = (value: string): string => value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')
