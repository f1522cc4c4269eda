/** A shape in the colour of its text; a status (ok, warn, crit, none, on-crit) in its own colours. */
Component({
  properties: {
    name: { type: String, value: 'none' },
    /** px */
    size: { type: Number, value: 20 },
  },
})
