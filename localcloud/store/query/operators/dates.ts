import * as expressions from 'mingo/operators/expression'
import type { Options } from 'mingo/types'
import { isFields } from '../../value'
import { computed, type Expression, type Expressions } from './expression'

const DAY_MS = 86_400_000
const parts = expressions as unknown as Expressions

/** The day of a date in the zone its operand names, as midnight UTC. */
function dayOf(document: unknown, operand: unknown, options: Options): Date {
  const part = (name: string) => Number((parts[name] as Expression)(document, operand, options))
  return new Date(Date.UTC(part('$year'), part('$month') - 1, part('$dayOfMonth')))
}

/** ISO 8601: a week belongs to the year of its Thursday. */
function thursdayOf(day: Date): Date {
  return new Date(day.getTime() + (4 - (day.getUTCDay() || 7)) * DAY_MS)
}

function daysIntoYear(day: Date): number {
  return (day.getTime() - Date.UTC(day.getUTCFullYear(), 0, 1)) / DAY_MS
}

/** Weeks as MongoDB counts them: of `$week` the first begins with the year's first Sunday, days before are week 0. */
export const weeks: Expressions = {
  $week(document, operand, options) {
    const day = dayOf(document, operand, options)
    return Math.floor((daysIntoYear(day) - day.getUTCDay() + 7) / 7)
  },
  $isoWeek: (document, operand, options) =>
    Math.floor(daysIntoYear(thursdayOf(dayOf(document, operand, options))) / 7) + 1,
  $isoWeekYear: (document, operand, options) => thursdayOf(dayOf(document, operand, options)).getUTCFullYear(),
}

const OF_A_DATE = [
  ...['$year', '$month', '$dayOfMonth', '$dayOfWeek', '$dayOfYear', '$isoDayOfWeek', '$isoWeek', '$isoWeekYear'],
  ...['$week', '$hour', '$minute', '$second', '$millisecond'],
]

/** Parts of no date are null, and an operand may stand alone in a list. */
export function datesOrNull(known: Expressions): Expressions {
  return Object.fromEntries(
    OF_A_DATE.map((name) => {
      const expression: Expression = (document, operand, options) => {
        const alone = Array.isArray(operand) && operand.length === 1 ? operand[0] : operand
        const value = computed(document, alone, options)
        const date = isFields(value) ? value.date : value
        return date === undefined || date === null ? null : (known[name] as Expression)(document, alone, options)
      }
      return [name, expression]
    }),
  )
}
