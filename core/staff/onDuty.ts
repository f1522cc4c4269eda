import { localTime } from '../time/localTime'
import type { Rota } from './rotaTypes'

const DAY_MINUTES = 1440
const WEEK_DAYS = 7

/** Who is on duty by the plan, first to be told first: an exchange of shifts goes before the week's plan. */
export const onDuty = (rota: Rota | undefined, zone: string, ms: number): string[] => {
  if (!rota) return []
  const swapped = rota.overrides.filter(({ from, to }) => ms >= from && ms < to)
  return [...new Set([...swapped, ...plannedAt(rota, zone, ms)].map(({ staff }) => staff))]
}

/** Yesterday's night shift may still run. */
const plannedAt = ({ slots }: Rota, zone: string, ms: number): Rota['slots'] => {
  const { weekday, minuteOfDay } = localTime(ms, zone)

  const yesterday = (weekday + WEEK_DAYS - 1) % WEEK_DAYS
  return slots.filter(
    (slot) =>
      (slot.weekday === weekday && minuteOfDay >= slot.from && minuteOfDay < slot.to) ||
      (slot.weekday === yesterday && minuteOfDay + DAY_MINUTES >= slot.from && minuteOfDay + DAY_MINUTES < slot.to),
  )
}
