import { barSize } from '../../services/barSize'

/** The bar at the top: the shop's name, or a title with the way back. Its ground follows the worst status. */
Component({
  properties: {
    title: { type: String, value: '' },
    subtitle: { type: String, value: '' },
    back: { type: Boolean, value: false },
    /** surface, page, warn or crit */
    ground: { type: String, value: 'surface' },
  },
  data: { statusPx: 20, barPx: 44, capsulePx: 104 },
  lifetimes: {
    attached() {
      this.setData(barSize())
    },
  },
  observers: {
    ground(ground: string) {
      // the status bar's and capsule's own colours
      const frontColor = ground === 'crit' ? '#ffffff' : '#000000'
      const backgroundColor = ground === 'crit' ? '#AE1136' : '#FFFFFF'
      void wx.setNavigationBarColor({ frontColor, backgroundColor })
    },
  },
  methods: {
    goBack() {
      if (getCurrentPages().length > 1) void wx.navigateBack()
      else void wx.redirectTo({ url: '/admin/pages/overview/index' })
    },
  },
})
