import { barSize } from '../../services/barSize'
import { currentTheme, onTheme } from '../../services/theme'

/** The bar at the top: the shop's name, or a title with the way back. Its ground follows the worst status. */
Component({
  properties: {
    title: { type: String, value: '' },
    subtitle: { type: String, value: '' },
    back: { type: Boolean, value: false },
    /** there are other shops: the name leads to them */
    others: { type: Boolean, value: false },
    /** surface, page, warn or crit */
    ground: { type: String, value: 'surface' },
  },
  data: { statusPx: 20, barPx: 44, capsulePx: 104 },
  lifetimes: {
    attached() {
      this.setData(barSize())
      this.instance().stopTheme = onTheme(() => this.colour())
      this.colour()
    },
    detached() {
      this.instance().stopTheme?.()
    },
  },
  pageLifetimes: {
    /** another page may have changed it meanwhile */
    show() {
      this.colour()
    },
  },
  observers: {
    ground() {
      this.colour()
    },
  },
  methods: {
    /** What belongs to this component and no template shows. */
    instance() {
      return this as unknown as { stopTheme?: () => void }
    },
    /** The status bar and the capsule are WeChat's: told in code, on red and in the dark they are white. */
    colour() {
      const white = this.data.ground === 'crit' || currentTheme() === 'dark'
      const backgroundColor = this.data.ground === 'crit' ? '#AE1136' : white ? '#1D1C1A' : '#FFFFFF'
      void wx.setNavigationBarColor({ frontColor: white ? '#ffffff' : '#000000', backgroundColor })
    },
    switchShop() {
      if (this.data.others) void wx.navigateTo({ url: '/admin/pages/chain/index' })
    },
    goBack() {
      if (getCurrentPages().length > 1) void wx.navigateBack()
      else void wx.redirectTo({ url: '/admin/pages/overview/index' })
    },
  },
})
