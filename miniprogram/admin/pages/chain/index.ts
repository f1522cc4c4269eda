import type { Chain } from '../../../../contract/pages/chain'
import { type ChainView, chainView } from '../../model/chain'
import type { Timed } from '../../model/freshness'
import { answerPage } from '../../services/answerPage'
import { chooseStore, keptPerson, storeOf } from '../../services/person'
import { shopSource } from '../../services/shopSources'

Page({
  ...answerPage<Chain & Timed, ChainView>({
    indicator: null,
    source: () => shopSource('chain'),
    view: (chain, { now }) => chainView(chain, storeOf(keptPerson()), now),
  }),

  /** From here on every page shows that store. */
  pick(event: WechatMiniprogram.TouchEvent) {
    chooseStore((event.currentTarget.dataset as { id: string }).id)
    void wx.reLaunch({ url: '/admin/pages/overview/index' })
  },
})
