Component({
  properties: {
    count: { type: Number, value: 0 },
    name: { type: String, value: '' },
  },
  methods: {
    less() {
      this.triggerEvent('change', { count: Math.max(0, this.data.count - 1) })
    },
    more() {
      this.triggerEvent('change', { count: this.data.count + 1 })
    },
  },
})
