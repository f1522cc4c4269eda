import type { AdminRequest } from '../../../../contract/admin'
import type { ErrorCode } from '../../../../contract/answer'
import type { ProbeTarget, ShopSettings } from '../../../../contract/pages/settings'
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
import { newIdOf } from '../../services/newId'
import { keptPerson, storeOf } from '../../services/person'
import { settingsSource } from '../../services/shopSources'
import { tell, tellError } from '../../services/tell'

const life = answerPage<ShopSettings & Timed, ProbeListView>({
  indicator: null,
  source: () => settingsSource('shop'),
  view: probeListView,
})

/** What the cloud finds wrong with what is written. */
const FORM_ERRORS: ReadonlySet<ErrorCode> = new Set(['bad_request', 'too_large'])

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
  /** of the one in the form: saved again, it is the same one */
  newId: '',

  begin() {
    this.newId = newIdOf('p')
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
    const written = probeOf(this.data.form, this.newId, store)
    if ('faults' in written) {
      this.setData({ faults: written.faults })
      return
    }
    if (await this.save({ action: 'probe', probe: written.probe }, '加好了，到点就试')) this.setData({ adding: false })
  },
  async remove(event: WechatMiniprogram.TouchEvent) {
    const { id, name } = event.currentTarget.dataset as { id: string; name: string }
    if (!(await sure(`不再试「${name}」？`, '以前试的结果还在', '去掉'))) return
    await this.save({ action: 'dropProbe', id }, '去掉了')
  },

  /** @returns whether it was saved; what the cloud does not take is told at its field */
  async save(request: AdminRequest & { action: 'probe' | 'dropProbe' }, done: string): Promise<boolean> {
    if (this.data.busy) return false
    this.setData({ busy: true })
    const reply = await admin(request)
    this.setData({ busy: false })
    if (!reply.ok) {
      const faults = this.data.adding && FORM_ERRORS.has(reply.error.code) ? faultAt(reply.error.field) : null
      if (faults === null) tellError(reply.error.code)
      else this.setData({ faults })
      return false
    }
    tell(done)
    await this.watch?.refresh()
    return true
  },
})
