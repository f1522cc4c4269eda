/** A panel from below for one thing at a time. A tap beside it closes it. */
Component({
  properties: {
    open: { type: Boolean, value: false },
    title: { type: String, value: '' },
  },
  methods: {
    close() {
      this.triggerEvent('close')
    },
    /** keeps the page behind from scrolling */
    hold() {},
  },
})
