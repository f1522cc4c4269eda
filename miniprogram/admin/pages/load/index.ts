import type { LoadPage } from '../../../../contract/pages/load'
import { type LoadView, loadView } from '../../model/load/loadView'
import { rangeOf } from '../../model/ranges'
import { answerPage } from '../../services/answerPage'
import { answerSource } from '../../services/answers'
import { doing } from '../../services/doing'
import { keptPerson, storeOf } from '../../services/person'
import { serverNow } from '../../services/serverClock'

const life = answerPage<LoadPage, LoadView>({
  indicator: 'load',
  source: (query) => answerSource<'load'>((store) => ({ kind: 'load', store, ...rangeOf(query, serverNow()) })),
  view: loadView,
})

Page({
  ...life,
  data: { ...life.data, busy: false, mayWarm: false },

  /** Who this is, is known by the time that there is an answer. */
  show(sight: Parameters<typeof life.show>[0]) {
    this.setData({ mayWarm: keptPerson()?.role === 'owner' })
    life.show.call(this, sight)
  },

  chooseRange(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    this.ask({ range: event.detail.id })
  },
  allFunctions() {
    this.turn({ functions: 'all' })
  },

  async setWarming(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
    const store = storeOf(keptPerson())
    const functions = this.data.view?.warming?.functions ?? []
    if (store === null) return
    const on = event.detail.value
    await doing(this, { action: 'warming', warming: on ? { store, functions } : null }, on ? '开好了' : '关掉了')
    await this.watch?.refresh()
  },
})
