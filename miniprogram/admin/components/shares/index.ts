import type { Share } from '../../model/shares'

/** A whole cut into its parts, in one bar; the largest may carry its name. */
Component({
  properties: {
    parts: { type: Array, value: [] as Share[] },
    /** px */
    height: { type: Number, value: 28 },
    /** what it shows, as one sentence */
    spoken: { type: String, value: '' },
  },
})
