import type { LightMeaning } from '../../model/lightMeaning'
import { type Notice, noNotice } from '../../model/notice'
import type { StripItem } from '../../model/strip'

/** What every page about the shop has around its content: the bar, the siblings, and what it shows while there is none. */
Component({
  properties: {
    title: { type: String, value: '' },
    /** name of its tab; empty for a page with the way back */
    tab: { type: String, value: '' },
    /** open incidents, for the tabs */
    alarms: { type: Number, value: 0 },
    /** siblings; empty for a page that has none */
    strip: { type: Array, value: [] as StripItem[] },
    /** loading, failed or seen */
    state: { type: String, value: 'loading' },
    slow: { type: Boolean, value: false },
    failure: { type: String, value: '' },
    /** what the page looks at, and what counts as good; null for none */
    meaning: { type: Object, value: null as unknown as LightMeaning },
    notice: { type: Object, value: noNotice as Notice },
  },
  methods: {
    retry() {
      this.triggerEvent('retry')
    },
  },
})
