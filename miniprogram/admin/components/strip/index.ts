import type { StripItem } from '../../model/strip'

/** The five indicators as siblings: one tap from each to the next, with the marks of those that need a look. */
Component({
  properties: {
    items: { type: Array, value: [] as StripItem[] },
  },
  methods: {
    go(event: WechatMiniprogram.TouchEvent) {
      const { url, current } = event.currentTarget.dataset as { url: string; current: boolean }
      if (!current) void wx.redirectTo({ url })
    },
  },
})
