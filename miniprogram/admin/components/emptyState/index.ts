/** A page with nothing to show: a shape, what it is, what it means, and what to do in the slot. */
Component({
  properties: {
    icon: { type: String, value: 'none' },
    title: { type: String, value: '' },
    sentence: { type: String, value: '' },
  },
})
