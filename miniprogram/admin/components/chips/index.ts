/** One of a few ways to look at the same numbers. */
Component({
  properties: {
    /** {id, name} each */
    items: { type: Array, value: [] as { id: string; name: string }[] },
    current: { type: String, value: '' },
  },
  methods: {
    choose(event: WechatMiniprogram.TouchEvent) {
      const { id } = event.currentTarget.dataset as { id: string }
      if (id !== this.data.current) this.triggerEvent('choose', { id })
    },
  },
})
