/** Says why the picture below may not be the present. */
Component({
  properties: { notice: { type: Object, value: { kind: 'none' } } },
  methods: {
    retry() {
      this.triggerEvent('retry')
    },
  },
})
