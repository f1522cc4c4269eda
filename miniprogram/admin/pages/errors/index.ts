import type { ErrorsPage } from '../../../../contract/pages/errors'
import { type ErrorsView, errorsView } from '../../model/errors/errorsView'
import { momentOf, rangeOf } from '../../model/ranges'
import { answerPage } from '../../services/answerPage'
import { answerSource } from '../../services/answers'
import { serverNow } from '../../services/serverClock'

Page({
  ...answerPage<ErrorsPage, ErrorsView>({
    indicator: 'errors',
    source: (query) => answerSource<'errors'>((store) => ({ kind: 'errors', store, ...rangeOf(query, serverNow()) })),
    view: errorsView,
  }),

  chooseRange(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    this.ask({ range: event.detail.id })
  },
  chooseFilter(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    this.turn({ filter: event.detail.id, rows: '40' })
  },

  /** Third tap of three: the error at the same time, with its sample. */
  open(event: WechatMiniprogram.TouchEvent) {
    const { fingerprint } = event.currentTarget.dataset as { fingerprint: string }
    const at = momentOf(this.query)
    const since = at === null ? `&range=${this.query.range ?? 'today'}` : `&at=${at}`
    void wx.navigateTo({ url: `/admin/pages/error/index?fingerprint=${encodeURIComponent(fingerprint)}${since}` })
  },
})
