import type { ProbeSetting, ProbeTarget, ShopSettings } from '../../../../contract/pages/settings'
import type { Timed } from '../../model/freshness'
import {
  emptyProbe,
  everyChips,
  faultAt,
  kindChips,
  methodChips,
  type ProbeFaults,
  type ProbeField,
  type ProbeForm,
  probeOf,
} from '../../model/probeForm'
import { type ProbeListView, probeListView } from '../../model/probeList'
import { answerPage } from '../../services/answerPage'
import { sure } from '../../services/asking'
import { admin } from '../../services/kandian'
import { keptPerson, storeOf } from '../../services/person'
import { serverNow } from '../../services/serverClock'
import { settingsSource } from '../../services/shopSources'
import { tell, tellError } from '../../services/tell'

const life = answerPage<ShopSettings & Timed, ProbeListView>({
  indicator: null,
  source: () => settingsSource('shop'),
  view: probeListView,
})

Page({
  ...life,
  data: {
    ...life.data,
    busy: false,
    adding: false,
    form: emptyProbe,
    every: String(emptyProbe.everyMinutes),
    faults: {} as ProbeFaults,
    everyChips,
    kindChips,
    methodChips,
    headerHint: 'X-Key: abc',
    bodyHint: '{"shop":1}',
    eventHint: '{"action":"menu"}',
  },

  begin() {
    this.setData({ adding: true, form: emptyProbe, every: String(emptyProbe.everyMinutes), faults: {} })
  },
  cancel() {
    this.setData({ adding: false })
  },
  type(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const { field } = event.currentTarget.dataset as { field: ProbeField }
    this.setData({ [`form.${field}`]: event.detail.value, [`faults.${field}`]: '' })
  },
  chooseKind(event: WechatMiniprogram.CustomEvent<{ id: ProbeTarget['kind'] }>) {
    this.setData({ 'form.kind': event.detail.id, faults: {} })
  },
  chooseMethod(event: WechatMiniprogram.CustomEvent<{ id: ProbeForm['method'] }>) {
    this.setData({ 'form.method': event.detail.id })
  },
  chooseEvery(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    this.setData({ 'form.everyMinutes': Number(event.detail.id), every: event.detail.id })
  },

  async add() {
    const store = storeOf(keptPerson())
    if (store === null) return
    const written = probeOf(this.data.form, `p${serverNow().toString(36)}`, store)
    if ('faults' in written) {
      this.setData({ faults: written.faults })
      return
    }
    if (await this.save([...this.known(), written.probe], '加好了，到点就试')) this.setData({ adding: false })
  },
  async remove(event: WechatMiniprogram.TouchEvent) {
    const { id, name } = event.currentTarget.dataset as { id: string; name: string }
    if (!(await sure(`不再试「${name}」？`, '以前试的结果还在', '去掉'))) return
    await this.save(
      this.known().filter((probe) => probe.id !== id),
      '去掉了',
    )
  },

  /** Those of other stores are in the list too, and stay in it. */
  known(): ProbeSetting[] {
    return this.watch?.answer()?.probes ?? []
  },
  /** @returns whether it was saved; what the cloud does not take is told at its field */
  async save(probes: ProbeSetting[], done: string): Promise<boolean> {
    if (this.data.busy) return false
    this.setData({ busy: true })
    const reply = await admin({ action: 'probes', probes })
    this.setData({ busy: false })
    if (!reply.ok) {
      const faults = this.data.adding && reply.error.code === 'bad_request' ? faultAt(reply.error.field) : null
      if (faults === null) tellError(reply.error.code)
      else this.setData({ faults })
      return false
    }
    tell(done)
    await this.watch?.refresh()
    return true
  },
})
