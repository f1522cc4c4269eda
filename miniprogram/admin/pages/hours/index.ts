import type { ShopSettings } from '../../../../contract/pages/settings'
import { dayAhead } from '../../format/localTime'
import type { Timed } from '../../model/freshness'
import {
  changedOpening,
  daysBetween,
  type HoursView,
  hoursView,
  likeMonday,
  type Opening,
  withBreak,
  withDay,
  withDays,
  withTime,
} from '../../model/hours'
import { answerPage } from '../../services/answerPage'
import { doing } from '../../services/doing'
import { settingsSource } from '../../services/shopSources'
import { tell } from '../../services/tell'

const life = answerPage<ShopSettings & Timed, { may: boolean }>({
  indicator: null,
  source: () => settingsSource('shop'),
  view: ({ may }) => ({ may: may.includes('hours') }),
})

Page({
  ...life,
  data: { ...life.data, hours: null as HoursView | null, changed: false, busy: false, today: '', lastDay: '' },
  draft: null as Opening | null,
  /** what it was made from */
  before: null as Opening | null,
  shop: null as ShopSettings | null,

  show(sight: Parameters<typeof life.show>[0]) {
    life.show.call(this, sight)
    if (sight.kind !== 'seen') return
    this.shop = sight.answer
    // what somebody is changing here is not written over by what comes in
    if (this.data.changed) return
    const { hours, closedOn } = sight.answer.store
    this.before = { hours, closedOn }
    this.drawDraft(this.before, false)
  },

  drawDraft(draft: Opening, changed: boolean) {
    if (this.shop === null) return
    this.draft = draft
    const { now, store } = this.shop
    this.setData({
      hours: hoursView(draft.hours, draft.closedOn, this.shop.holidays),
      changed,
      today: dayAhead(now, 0, store.zone),
      lastDay: dayAhead(now, 365, store.zone),
    })
  },
  edit(change: (draft: Opening) => Opening) {
    if (this.draft !== null && this.data.view?.may) this.drawDraft(change(this.draft), true)
  },

  setTime(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const { weekday, at, end } = event.currentTarget.dataset as { weekday: number; at: number; end: 'from' | 'to' }
    this.edit((draft) => ({ ...draft, hours: withTime(draft.hours, weekday, at, end, event.detail.value) }))
  },
  setOpen(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
    const { weekday } = event.currentTarget.dataset as { weekday: number }
    this.edit((draft) => ({ ...draft, hours: withDay(draft.hours, weekday, event.detail.value) }))
  },
  setBreak(event: WechatMiniprogram.TouchEvent) {
    const { weekday } = event.currentTarget.dataset as { weekday: number }
    this.edit((draft) => ({ ...draft, hours: withBreak(draft.hours, weekday) }))
  },
  copyMonday() {
    this.edit((draft) => ({ ...draft, hours: likeMonday(draft.hours) }))
  },

  addClosure(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.edit((draft) => ({ ...draft, closedOn: withDays(draft.closedOn, [event.detail.value], true) }))
  },
  removeClosure(event: WechatMiniprogram.TouchEvent) {
    const { day } = event.currentTarget.dataset as { day: string }
    this.edit((draft) => ({ ...draft, closedOn: withDays(draft.closedOn, [day], false) }))
  },
  setHoliday(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
    const { at } = event.currentTarget.dataset as { at: number }
    const holiday = this.shop?.holidays[at]
    if (holiday === undefined) return
    const days = daysBetween(holiday.from, holiday.to)
    this.edit((draft) => ({ ...draft, closedOn: withDays(draft.closedOn, days, event.detail.value) }))
  },

  async save() {
    const { draft, before, shop } = this
    if (draft === null || before === null || shop === null) return
    const change = changedOpening(before, draft)
    if ((await doing(this, { action: 'hours', store: shop.store.id, ...change }, '')) === null) return
    this.before = draft
    // what was changed while it was saved stays on the page, to be saved
    if (this.draft === draft) this.setData({ changed: false })
    tell('存好了，5 分钟内起效')
    await this.watch?.refresh()
  },
})
