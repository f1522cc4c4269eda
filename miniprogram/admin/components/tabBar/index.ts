/** The subpackage's own tab bar: WeChat's can only hold pages of the main package. */
Component({
  properties: {
    current: { type: String, value: 'overview' },
    /** open incidents */
    alarms: { type: Number, value: 0 },
  },
  data: {
    tabs: [
      { name: 'overview', text: '总览', icon: 'home', url: '/admin/pages/overview/index' },
      { name: 'alarms', text: '告警', icon: 'bell', url: '/admin/pages/incidents/index' },
      { name: 'reports', text: '报告', icon: 'chart', url: '/admin/pages/reports/index' },
      { name: 'settings', text: '设置', icon: 'gear', url: '/admin/pages/settings/index' },
    ],
  },
  methods: {
    go(event: WechatMiniprogram.TouchEvent) {
      const { name, url } = event.currentTarget.dataset as { name: string; url: string }
      if (name !== this.data.current) void wx.redirectTo({ url })
    },
  },
})
