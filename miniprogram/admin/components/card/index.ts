/** A group with its title, and at the right either a note or the way to more. */
Component({
  properties: {
    title: { type: String, value: '' },
    note: { type: String, value: '' },
    /** words of the way to more, e.g. 全部 7 个; empty for none */
    more: { type: String, value: '' },
  },
  methods: {
    goMore() {
      this.triggerEvent('more')
    },
  },
})
