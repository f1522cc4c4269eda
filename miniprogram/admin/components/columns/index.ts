import type { Columns } from '../../model/columns'

/** Counts of equal times as columns, with what happened marked above them. */
Component({
  properties: {
    chart: { type: Object, value: { lines: [], columns: [], ticks: [], marks: [], spoken: '' } as unknown as Columns },
    /** of the columns' ground, px */
    height: { type: Number, value: 82 },
  },
})
