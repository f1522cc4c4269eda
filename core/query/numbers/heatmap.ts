import type { HeatmapAnswer, HeatmapQuery } from '../../../contract/pages/numbers'
import { type MergedParts, mergedParts } from '../../rollup/mergedParts'
import { localTime } from '../../time/localTime'
import { HOUR_MS, MINUTES_PER_HOUR } from '../../time/units'
import type { PageKind } from '../pages/answerPage'
import { targetOf } from '../pages/figures'
import { headOf } from '../pages/head'
import { reckon, unitOf } from './statistics'

const WEEKDAYS = 7
const HOURS = 24

/** Every hour of the range at its place in the week. */
export const heatmapKind = ({ metrics, statistic, label }: HeatmapQuery): PageKind<HeatmapAnswer> => ({
  ...{ metrics, users: [], dims: null, issues: false, usage: false, alone: true, grain: 'hour' },
  ...(label === undefined ? {} : { label }),
  build: (source) => {
    const { measured, plan, settings } = source
    const targetMs = targetOf(settings, metrics[0] as (typeof metrics)[number], label)
    const week: (MergedParts[] | undefined)[][] = Array.from({ length: WEEKDAYS }, () =>
      new Array(HOURS).fill(undefined),
    )
    const slots = label === undefined ? measured.slots(metrics) : measured.slotsOf(metrics)
    for (const [slot, merged] of slots.entries()) {
      if (merged === null) continue
      const { weekday, minuteOfDay } = localTime(plan.at[slot] as number, plan.zone)
      const row = week[(weekday + WEEKDAYS - 1) % WEEKDAYS] as (MergedParts[] | undefined)[]
      const hour = Math.floor(minuteOfDay / MINUTES_PER_HOUR)
      row[hour] = [...(row[hour] ?? []), merged]
    }
    return {
      ...headOf(source),
      ...{ statistic, unit: unitOf(statistic, metrics) },
      rows: week.map((row) =>
        row.map((hours) =>
          hours === undefined
            ? null
            : reckon(statistic, mergedParts(hours), { lengthMs: hours.length * HOUR_MS, targetMs }),
        ),
      ),
    }
  },
})
