/** A number to be seen from two metres: sign and unit small, so that the digits speak. */
Component({
  properties: {
    sign: { type: String, value: '' },
    number: { type: String, value: '' },
    unit: { type: String, value: '' },
    /** display, figure or sub */
    size: { type: String, value: 'figure' },
  },
})
