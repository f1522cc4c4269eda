import type { TransactionsPage } from '../../../../contract/pages/transactions'
import { rowsAtOnce } from '../../model/chosen'
import { rangeOf } from '../../model/ranges'
import { type CaseSheet, casesOf } from '../../model/transactions/caseList'
import { type TransactionsView, transactionsView } from '../../model/transactions/transactionsView'
import { answerPage } from '../../services/answerPage'
import { answerSource } from '../../services/answers'
import { changes } from '../../services/changes'
import { serverNow } from '../../services/serverClock'

const page = answerPage<TransactionsPage, TransactionsView>({
  indicator: 'transactions',
  source: (query) =>
    answerSource<'transactions'>((store) => ({ kind: 'transactions', store, ...rangeOf(query, serverNow()) })),
  view: transactionsView,
})

const orderUrl = (order: string, at: number): string =>
  `/admin/pages/order/index?order=${encodeURIComponent(order)}&at=${at}`

Page({
  ...page,
  data: { ...page.data, sheet: null as CaseSheet | null },
  /** of the sheet: its cell or trouble */
  sheetKey: '',

  chooseRange(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    this.ask({ range: event.detail.id })
  },
  allDishes() {
    this.turn({ dishes: 'all' })
  },

  /** The orders of one cell, or of one kind of trouble. */
  openCases(event: WechatMiniprogram.TouchEvent) {
    const { key, opens } = event.currentTarget.dataset as { key: string; opens?: boolean }
    const answer = this.watch?.answer() ?? null
    if (answer === null || opens === false) return
    this.sheetKey = key
    this.setData({ sheet: casesOf(answer, key) })
  },
  moreCases() {
    const answer = this.watch?.answer() ?? null
    const { sheet } = this.data
    if (answer === null || sheet === null) return
    this.setData(changes({ sheet }, { sheet: casesOf(answer, this.sheetKey, sheet.rows.length + rowsAtOnce) }))
  },
  closeSheet() {
    this.setData({ sheet: null })
  },
  openOrder(event: WechatMiniprogram.TouchEvent) {
    const { order, at } = event.currentTarget.dataset as { order: string; at: number }
    if (order === '') return
    this.closeSheet()
    void wx.navigateTo({ url: orderUrl(order, at) })
  },

  findOrder() {
    void wx.navigateTo({ url: '/admin/pages/order/index' })
  },
  openMapping() {
    void wx.navigateTo({ url: '/admin/pages/orderSource/index' })
  },
})
