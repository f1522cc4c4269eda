/** Why the latest alert of a page came; its end leads to the alert. */
Component({
  properties: { why: { type: Object, value: { title: '', note: '', rows: [] } } },
  methods: {
    open() {
      const { incident } = this.properties.why as unknown as { incident: string }
      void wx.navigateTo({ url: `/admin/pages/incident/index?id=${encodeURIComponent(incident)}` })
    },
  },
})
