import type { ResponsePage } from '../../../../contract/pages/response'
import { momentOf, rangeOf } from '../../model/ranges'
import { type ApiSheet, apiSheet } from '../../model/response/apiSheet'
import { apiKey } from '../../model/response/apiTable'
import { type ResponseView, responseView } from '../../model/response/responseView'
import { indicatorUrl } from '../../model/strip'
import { answerPage } from '../../services/answerPage'
import { answerSource } from '../../services/answers'
import { serverNow } from '../../services/serverClock'

const page = answerPage<ResponsePage, ResponseView>({
  indicator: 'response',
  source: (query) => answerSource<'response'>((store) => ({ kind: 'response', store, ...rangeOf(query, serverNow()) })),
  view: responseView,
})

Page({
  ...page,
  data: { ...page.data, sheet: null as ApiSheet | null },

  chooseRange(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    this.ask({ range: event.detail.id })
  },
  chooseContext(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    this.turn({ by: event.detail.id })
  },
  allApis() {
    this.turn({ apis: 'all' })
  },

  openIncident() {
    const id = this.data.view?.incident?.id
    if (id !== undefined) void wx.navigateTo({ url: `/admin/pages/incident/index?id=${encodeURIComponent(id)}` })
  },

  openApi(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
    const api = this.watch?.answer()?.apis.find((row) => apiKey(row) === event.detail.key)
    if (api !== undefined) this.setData({ sheet: apiSheet(api) })
  },
  closeSheet() {
    this.setData({ sheet: null })
  },
  /** Second tap of three: the errors of the same time. */
  openErrors() {
    this.closeSheet()
    void wx.navigateTo({ url: indicatorUrl('errors', momentOf(this.query)) })
  },
})
