import type { OrderMapping } from '../../../../contract/orderMapping'
import type { OrderMappingReport } from '../../../../contract/pages/orderMapping'
import { errorWord } from '../../format/words'
import { type MappingView, mappingView } from '../../model/transactions/mappingView'
import { answerPage } from '../../services/answerPage'
import { answerSource } from '../../services/answers'
import { admin } from '../../services/kandian'
import type { Sight } from '../../services/watchAnswer'

const page = answerPage<OrderMappingReport, MappingView>({
  indicator: null,
  source: ({ tried }) =>
    answerSource<'orderMapping'>((store) => ({
      ...{ kind: 'orderMapping', store },
      ...(tried === undefined ? {} : { mapping: JSON.parse(tried) as OrderMapping }),
    })),
  view: mappingView,
})

Page({
  ...page,
  data: { ...page.data, text: '', hint: '', tried: false, busy: false },

  type(event: WechatMiniprogram.Input) {
    this.setData({ text: event.detail.value, hint: '', tried: false })
  },
  /** Reads the newest orders by what was written, and changes nothing. */
  try() {
    const mapping = this.written()
    if (mapping === null) return
    this.setData({ tried: true })
    this.ask({ tried: JSON.stringify(mapping) })
  },
  /** What cannot even be tried is said beside the text, which stays. */
  show(sight: Sight<OrderMappingReport>) {
    if (sight.kind !== 'failed' || sight.error.code !== 'bad_request' || this.data.view === null)
      return page.show.call(this, sight)
    const { field = 'mapping' } = sight.error
    const name = field.replace(/^mapping\.?/, '')
    this.setData({ tried: false, hint: name === '' ? '这段里有不认识的项' : `${name} 这一项写得不对` })
  },
  async save() {
    const mapping = this.written()
    if (mapping === null || this.data.busy) return
    this.setData({ busy: true })
    const reply = await admin({ action: 'readOrders', mapping })
    this.setData({
      busy: false,
      tried: false,
      hint: reply.ok ? '存好了，六周的单会重新读一遍' : this.refusal(reply.error),
    })
  },
  written(): OrderMapping | null {
    try {
      return JSON.parse(this.data.text || (this.data.view?.json ?? '')) as OrderMapping
    } catch {
      this.setData({ hint: '这段不是 JSON，看看少了哪个逗号' })
      return null
    }
  },
  /** A field by its name in the text; all of the mapping where no order can be read by it. */
  refusal: ({ code, field = 'mapping' }: { code: string; field?: string }): string =>
    code === 'bad_request'
      ? field === 'mapping'
        ? '没存：这样一单都读不懂，先试读，看缺哪一项'
        : `没存：${field.replace(/^mapping\./, '')} 这一项写得不对`
      : (errorWord[code as keyof typeof errorWord] ?? errorWord.unavailable),
})
