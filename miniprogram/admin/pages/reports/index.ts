import type { Reports } from '../../../../contract/pages/reports'
import type { Timed } from '../../model/freshness'
import { type ReportsView, reportsView } from '../../model/reports'
import { answerPage } from '../../services/answerPage'
import { keptOverview } from '../../services/overviewSource'
import { keptPerson, storeOf } from '../../services/person'
import { shopSource } from '../../services/shopSources'

const life = answerPage<Reports & Timed, ReportsView & { alarms: number }>({
  indicator: null,
  source: () => shopSource('reports'),
  view: (reports) => {
    const store = storeOf(keptPerson())
    const overview = store === null ? null : keptOverview(store)
    return { ...reportsView(reports), alarms: overview?.incident ? 1 : 0 }
  },
})

Page({
  ...life,
  data: {
    ...life.data,
    spans: [
      { id: '0', name: '近 7 天' },
      { id: '1', name: '近 30 天' },
    ],
    span: '0',
  },

  chooseSpan(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    this.setData({ span: event.detail.id })
  },

  /** To a colleague as a card of this page, its picture the card that is shown. Whoever is none sees no numbers of it. */
  onShareAppMessage() {
    const { view, span } = this.data
    const card = view?.cards[Number(span)]
    const share = {
      title: card === undefined ? '看店报告' : `${card.shop}：${card.share}，${card.sentence}`,
      path: '/admin/pages/reports/index',
    }
    const drawn = this.selectComponent('#sla') as unknown as { picture(): Promise<string | null> } | null
    const promise = (drawn?.picture() ?? Promise.resolve(null)).then((imageUrl) =>
      imageUrl === null ? share : { ...share, imageUrl },
    )
    return { ...share, promise }
  },

  openIncident(event: WechatMiniprogram.TouchEvent) {
    const { id } = event.currentTarget.dataset as { id: string }
    void wx.navigateTo({ url: `/admin/pages/incident/index?id=${encodeURIComponent(id)}` })
  },
})
