import type { OrderWatch } from '../../../../contract/pages/orderWatch'
import { type OrderRoadView, orderRoad } from '../../model/transactions/orderRoad'
import { answerPage } from '../../services/answerPage'
import { answerSource } from '../../services/answers'
import type { Sight } from '../../services/watchAnswer'

const page = answerPage<OrderWatch, OrderRoadView>({
  indicator: null,
  source: ({ order = '', at = '' }) =>
    answerSource<'orderWatch'>((store) => ({
      kind: 'orderWatch',
      store,
      order,
      ...(at === '' ? {} : { at: Number(at) }),
    })),
  view: orderRoad,
})

/** What a number or an id may look like. */
const orderShape = /^[\w-]{1,64}$/

Page({
  ...page,
  data: { ...page.data, asking: true, typed: '', hint: '' },

  onLoad(query: Record<string, string | undefined>) {
    const { order, at } = query
    if (order !== undefined) this.open(decodeURIComponent(order), at)
  },
  onShow() {
    if (!this.data.asking) this.watch?.start()
  },

  /** A number that nobody knows is asked for again: there is nothing to try once more. */
  show(sight: Sight<OrderWatch>) {
    if (sight.kind !== 'failed' || sight.error.code !== 'not_found') return page.show.call(this, sight)
    this.watch?.stop()
    this.watch = null
    this.setData({ asking: true, hint: '没有这一单，看看单号有没有抄错' })
  },

  type(event: WechatMiniprogram.Input) {
    this.setData({ typed: event.detail.value.trim(), hint: '' })
  },
  look() {
    const { typed } = this.data
    if (orderShape.test(typed)) this.open(typed)
    else this.setData({ hint: '单号只有数字和字母' })
  },
  /** @param at about when it was made, epoch ms: who comes from a list knows */
  open(order: string, at = '') {
    this.setData({ asking: false, state: 'loading', view: null })
    this.ask({ order, at })
  },
  /** Another one. */
  again() {
    this.watch?.stop()
    this.watch = null
    this.setData({ asking: true, typed: '', hint: '', view: null })
  },
})
