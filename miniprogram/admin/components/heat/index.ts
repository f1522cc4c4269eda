import type { HeatRow } from '../../model/heat'

/** Amounts by two scales, e.g. weekday and hour: the darker, the more. The largest carry their number. */
Component({
  properties: {
    rows: { type: Array, value: [] as HeatRow[] },
    /** under the columns; empty where there is no room */
    columns: { type: Array, value: [] as string[] },
    /** what it shows, as one sentence */
    spoken: { type: String, value: '' },
  },
})
