import type { LoadPage } from '../../../../contract/pages/load'
import { type LoadView, loadView } from '../../model/load/loadView'
import { rangeOf } from '../../model/ranges'
import { answerPage } from '../../services/answerPage'
import { answerSource } from '../../services/answers'
import { serverNow } from '../../services/serverClock'

Page({
  ...answerPage<LoadPage, LoadView>({
    indicator: 'load',
    source: (query) => answerSource<'load'>((store) => ({ kind: 'load', store, ...rangeOf(query, serverNow()) })),
    view: loadView,
  }),

  chooseRange(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    this.ask({ range: event.detail.id })
  },
  allFunctions() {
    this.turn({ functions: 'all' })
  },
})
