/** A line with a note under it, an icon before and room for a button behind. */
Component({
  properties: {
    icon: { type: String, value: '' },
    row: { type: Object, value: {} },
    first: { type: Boolean, value: false },
    arrow: { type: Boolean, value: false },
  },
})
