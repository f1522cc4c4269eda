/** What is wrong, since when, what it costs, who was told. The buttons are the page's. */
Component({
  properties: {
    head: { type: Object, value: { icon: 'none' } },
    /** stands below a notice, not below the title */
    below: { type: Boolean, value: false },
  },
})
