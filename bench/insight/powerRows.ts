import { minutesToSee } from '../../core/insight/power/power'
import type { Row } from '../harness/row'

const RATES = [0.5, 1, 2, 5, 10, 20, 45]
/** What becomes of the orders. */
const CHANGES = { third: 0.7, sixty: 0.4, all: 0, double: 2 } as const

/** Minutes after which the best test sees a change nine times in ten, by orders a minute (docs/insight.md). */
export function* powerRows(): Generator<Row> {
  for (const [name, factor] of Object.entries(CHANGES))
    for (const rate of RATES) {
      const minutes = minutesToSee(rate, factor)
      if (minutes !== undefined) yield { name: `insight.power.${name}.minutesAt.${rate}`, value: minutes }
    }
}
