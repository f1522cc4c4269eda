import type { AdminRequest } from '../../../../contract/admin'
import type { NumbersRow } from '../../../../contract/pages/numbers'
import type { ShopSettings } from '../../../../contract/pages/settings'
import type { Timed } from '../../model/freshness'
import { changedApi, type StandardsView, standardsView, targetOf } from '../../model/standards'
import { answerPage } from '../../services/answerPage'
import { freshAnswer } from '../../services/answers'
import { askText, choose } from '../../services/asking'
import { doing } from '../../services/doing'
import { keptPerson, storeOf } from '../../services/person'
import { settingsSource } from '../../services/shopSources'
import { tell } from '../../services/tell'

const life = answerPage<ShopSettings & Timed, StandardsView>({
  indicator: null,
  source: () => settingsSource('shop'),
  view: (shop) => standardsView(shop, null),
})

Page({
  ...life,
  data: { ...life.data, busy: false },
  seen: null as NumbersRow[] | null,
  asked: false,

  show(sight: Parameters<typeof life.show>[0]) {
    life.show.call(this, sight)
    if (sight.kind !== 'seen') return
    if (this.seen !== null) this.setData({ view: standardsView(sight.answer, this.seen) })
    else void this.readSeen()
  },

  /** What was called in the last week: that is what can have a name. Once, when it is known whose store it is. */
  async readSeen() {
    const store = storeOf(keptPerson())
    if (store === null || this.asked) return
    this.asked = true
    const metrics = ['request', 'call', 'container'] as ['request', 'call', 'container']
    const reply = await freshAnswer<'breakdown'>({ kind: 'breakdown', store, metrics, by: 'label', range: '7d' })
    if (!reply.ok) return
    this.seen = reply.value.rows
    this.watch?.show()
  },

  async change(event: WechatMiniprogram.TouchEvent) {
    const { label, own } = event.currentTarget.dataset as { label: string; own: boolean }
    const shop = this.watch?.answer()
    if (!shop) return
    const before = shop.apis.find((one) => one.label === label)
    const chosen = await choose(['改名字', '改多久算快', ...(own ? ['恢复原样'] : [])])
    if (chosen === 0) {
      const name = await askText('叫它什么', '比如 付款下单', 12, before?.name ?? '')
      if (name !== null) await this.save(changedApi(shop, label, { name }))
    }
    if (chosen === 1) {
      const text = await askText('多少秒内算快', '比如 0.8', 5, String((before?.targetMs ?? 1000) / 1000))
      const targetMs = text === null ? null : targetOf(text)
      if (targetMs !== null) await this.save(changedApi(shop, label, { targetMs }))
      else if (text !== null) tell('填 0.05 到 60 之间的秒数')
    }
    if (chosen === 2) await this.save({ action: 'api', label, name: null, targetMs: null })
  },
  chooseObjective(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    const before = this.watch?.answer()?.objective
    if (before) void this.save({ action: 'objective', objective: { ...before, availability: Number(event.detail.id) } })
  },
  async save(request: Extract<AdminRequest, { action: 'api' | 'objective' }>) {
    if ((await doing(this, request, '记下了')) !== null) await this.watch?.refresh()
  },
})
