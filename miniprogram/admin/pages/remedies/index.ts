import type { MitigationRequest } from '../../../../contract/mitigation'
import type { ShopSettings } from '../../../../contract/pages/settings'
import type { Timed } from '../../model/freshness'
import {
  emptyRemedy,
  firstRemedy,
  formOf,
  minutesChips,
  type RemediesView,
  type RemedyFaults,
  type RemedyField,
  type RemedyForm,
  remediesView,
  roleChips,
  withRemedy,
} from '../../model/remedyForm'
import { answerPage } from '../../services/answerPage'
import { sure } from '../../services/asking'
import { doing } from '../../services/doing'
import { keptPerson, storeOf } from '../../services/person'
import { serverNow } from '../../services/serverClock'
import { settingsSource } from '../../services/shopSources'

const life = answerPage<ShopSettings & Timed, RemediesView>({
  indicator: null,
  source: () => settingsSource('shop'),
  view: (shop) => remediesView(shop, keptPerson()?.stores.length ?? 1),
})

Page({
  ...life,
  data: {
    ...life.data,
    busy: false,
    writing: false,
    form: emptyRemedy,
    minutes: String(emptyRemedy.minutes),
    faults: {} as RemedyFaults,
    minutesChips,
    roleChips,
    eventHint: '{"action":"pause"}',
    undoHint: '{"action":"resume"}',
  },

  begin() {
    this.open(emptyRemedy)
  },
  change(event: WechatMiniprogram.TouchEvent) {
    const { id } = event.currentTarget.dataset as { id: string }
    const remedy = this.known().find((one) => one.id === id)
    if (remedy !== undefined) this.open(formOf(remedy))
  },
  open(form: RemedyForm) {
    this.setData({ writing: true, form, minutes: String(form.minutes), faults: {} })
  },
  cancel() {
    this.setData({ writing: false })
  },
  type(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const { field } = event.currentTarget.dataset as { field: RemedyField }
    this.setData({ [`form.${field}`]: event.detail.value, [`faults.${field}`]: '' })
  },
  chooseMinutes(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    this.setData({ 'form.minutes': Number(event.detail.id), minutes: event.detail.id })
  },
  chooseRole(event: WechatMiniprogram.CustomEvent<{ id: RemedyForm['role'] }>) {
    this.setData({ 'form.role': event.detail.id })
  },
  setAllStores(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
    this.setData({ 'form.allStores': event.detail.value })
  },

  async save() {
    const store = storeOf(keptPerson())
    if (store === null) return
    const written = withRemedy(this.data.form, this.known(), { newId: `r${serverNow().toString(36)}`, store })
    if ('faults' in written) this.setData({ faults: written.faults })
    else if (await this.write(written.remedies, '存好了，出事时告警页上有')) this.setData({ writing: false })
  },
  async first(event: WechatMiniprogram.TouchEvent) {
    const { id } = event.currentTarget.dataset as { id: string }
    await this.write(firstRemedy(this.known(), id), '出事先试它')
  },
  async remove(event: WechatMiniprogram.TouchEvent) {
    const { id, name } = event.currentTarget.dataset as { id: string; name: string }
    if (!(await sure(`去掉「${name}」？`, '正在用的会按时恢复', '去掉'))) return
    await this.write(
      this.known().filter((one) => one.id !== id),
      '去掉了',
    )
  },

  /** Those of other stores are in the list too, and stay in it. */
  known(): MitigationRequest[] {
    return this.watch?.answer()?.remedies ?? []
  },
  async write(mitigations: MitigationRequest[], done: string): Promise<boolean> {
    if ((await doing(this, { action: 'mitigations', mitigations }, done)) === null) return false
    await this.watch?.refresh()
    return true
  },
})
