import type { Bar } from '../../model/bars'

/** Amounts as bars under each other, each with its name and its number. */
Component({
  properties: {
    rows: { type: Array, value: [] as Bar[] },
    /** width of the names, px */
    nameWidth: { type: Number, value: 60 },
    /** the bar lies on a ground that shows the whole */
    track: { type: Boolean, value: false },
  },
})
