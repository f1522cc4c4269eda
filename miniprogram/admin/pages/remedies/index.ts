import type { AdminRequest } from '../../../../contract/admin'
import type { MitigationRequest } from '../../../../contract/mitigation'
import type { ShopSettings } from '../../../../contract/pages/settings'
import type { Timed } from '../../model/freshness'
import {
  emptyRemedy,
  formOf,
  minutesChips,
  type RemediesView,
  type RemedyFaults,
  type RemedyField,
  type RemedyForm,
  remediesView,
  remedyOf,
  roleChips,
} from '../../model/remedyForm'
import { answerPage } from '../../services/answerPage'
import { sure } from '../../services/asking'
import { doing } from '../../services/doing'
import { newIdOf } from '../../services/newId'
import { keptPerson, storeOf } from '../../services/person'
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
  /** of the one in the form if it is new: saved again, it is the same one */
  newId: '',

  begin() {
    this.open(emptyRemedy)
  },
  change(event: WechatMiniprogram.TouchEvent) {
    const { id } = event.currentTarget.dataset as { id: string }
    const remedy = this.known().find((one) => one.id === id)
    if (remedy !== undefined) this.open(formOf(remedy))
  },
  open(form: RemedyForm) {
    this.newId = newIdOf('r')
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
    const written = remedyOf(this.data.form, this.known(), { newId: this.newId, store })
    if ('faults' in written) this.setData({ faults: written.faults })
    else if (await this.write({ action: 'mitigation', mitigation: written.remedy }, '存好了，出事时告警页上有'))
      this.setData({ writing: false })
  },
  async first(event: WechatMiniprogram.TouchEvent) {
    const { id } = event.currentTarget.dataset as { id: string }
    await this.write({ action: 'firstMitigation', id }, '出事先试它')
  },
  async remove(event: WechatMiniprogram.TouchEvent) {
    const { id, name } = event.currentTarget.dataset as { id: string; name: string }
    if (!(await sure(`去掉「${name}」？`, '正在用的会按时恢复', '去掉'))) return
    await this.write({ action: 'dropMitigation', id }, '去掉了')
  },

  /** Those of other stores too. */
  known(): MitigationRequest[] {
    return this.watch?.answer()?.remedies ?? []
  },
  async write<A extends AdminRequest['action']>(request: AdminRequest & { action: A }, done: string): Promise<boolean> {
    if ((await doing<A>(this, request, done)) === null) return false
    await this.watch?.refresh()
    return true
  },
})
