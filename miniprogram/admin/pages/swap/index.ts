import type { ShopSettings } from '../../../../contract/pages/settings'
import type { Timed } from '../../model/freshness'
import { bandChips, firstSwap, type SwapForm, type SwapView, shiftOf, swapFault, swapView } from '../../model/swap'
import { answerPage } from '../../services/answerPage'
import { sure } from '../../services/asking'
import { doing } from '../../services/doing'
import { settingsSource } from '../../services/shopSources'

const life = answerPage<ShopSettings & Timed, { zone: string }>({
  indicator: null,
  source: () => settingsSource('shop'),
  view: ({ store }) => ({ zone: store.zone }),
})

Page({
  ...life,
  data: {
    ...life.data,
    busy: false,
    form: null as SwapForm | null,
    swap: null as SwapView | null,
    giveBand: '0',
    takeBand: '0',
    fault: '',
    bandChips,
  },

  show(sight: Parameters<typeof life.show>[0]) {
    life.show.call(this, sight)
    if (sight.kind === 'seen') this.draw({})
  },

  /** What is chosen decides who is offered. */
  draw(change: Partial<SwapForm>) {
    const shop = this.watch?.answer()
    if (!shop) return
    const form = { ...(this.data.form ?? firstSwap(shop.now, shop.store.zone)), ...change }
    const swap = swapView(shop, form)
    // whoever has it now cannot take it over
    const to = swap.people.some(({ id }) => id === form.to) ? form.to : ''
    this.setData({
      form: { ...form, to },
      swap,
      giveBand: String(form.give.band),
      takeBand: String(form.take?.band ?? 0),
    })
  },
  /** What was wrong is said until somebody changes something: a fresh answer alone does not take it away. */
  choose(change: Partial<SwapForm>) {
    this.setData({ fault: '' })
    this.draw(change)
  },
  setDay(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.changeShift(event, { day: event.detail.value })
  },
  setBand(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    this.changeShift(event, { band: Number(event.detail.id) })
  },
  changeShift(event: WechatMiniprogram.BaseEvent, change: { day?: string; band?: number }) {
    const { which } = event.currentTarget.dataset as { which: 'give' | 'take' }
    const before = this.data.form?.[which]
    if (before) this.choose({ [which]: { ...before, ...change } })
  },
  choosePerson(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    this.choose({ to: event.detail.id })
  },
  setBack(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
    const { form } = this.data
    if (form !== null) this.choose({ take: event.detail.value ? form.give : null })
  },

  async save() {
    const shop = this.watch?.answer()
    const { form } = this.data
    if (!shop || form === null) return
    const fault = swapFault(shop, form)
    if (fault !== '') {
      this.setData({ fault })
      return
    }
    const { id: store, zone } = shop.store
    const [give, take] = [shiftOf(form.give, zone), form.take === null ? null : shiftOf(form.take, zone)]
    if ((await doing(this, { action: 'swap', store, give, to: form.to, take }, '换好了，到时先叫他')) === null) return
    await this.watch?.refresh()
  },
  async undo(event: WechatMiniprogram.TouchEvent) {
    const { at } = event.currentTarget.dataset as { at: number }
    const shop = this.watch?.answer()
    const row = this.data.swap?.rows[at]
    if (!shop || row === undefined || !(await sure('不换了？', `${row.note}，照原来排的来`, '不换了'))) return
    const request = { action: 'unswap' as const, store: shop.store.id, override: row.override }
    if ((await doing(this, request, '照原来的来')) !== null) await this.watch?.refresh()
  },
})
