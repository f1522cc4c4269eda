import type { Overview } from '../../../../contract/query'
import { type OverviewView, overviewView } from '../../model/overviewView'
import { inviteSheet, monitorSheet, noSheet, type Sheet } from '../../model/sheets'
import { indicatorUrl } from '../../model/strip'
import { changes } from '../../services/changes'
import { admin } from '../../services/kandian'
import { keptPerson } from '../../services/person'
import { serverNow } from '../../services/serverClock'
import { tell, tellError, tellTopUp } from '../../services/tell'
import { topUp } from '../../services/topUp'
import { isSeen } from '../../services/unseen'
import { type Sight, type Watch, watchOverview } from '../../services/watch'

Page({
  data: {
    state: 'loading' as Sight['kind'],
    slow: false,
    ground: 'surface',
    failure: '',
    view: null as OverviewView | null,
    busy: false,
    sheet: noSheet,
    /** the caller has other shops too */
    others: false,
  },
  watch: null as Watch | null,
  overview: null as Overview | null,

  onLoad() {
    this.watch = watchOverview((sight) => this.show(sight))
  },
  onShow() {
    this.watch?.start()
  },
  onHide() {
    this.watch?.stop()
  },
  onUnload() {
    this.watch?.stop()
  },
  async onPullDownRefresh() {
    await this.watch?.refresh()
    void wx.stopPullDownRefresh()
  },

  show(sight: Sight) {
    if (!isSeen(sight, (fields) => this.setData(fields))) return
    this.overview = sight.overview
    const others = (keptPerson()?.stores.length ?? 0) > 1
    if (others !== this.data.others) this.setData({ others })
    const view = overviewView(sight.overview, sight.situation)
    const shown = { state: 'seen', view, ground: view.incident?.ground ?? 'surface' }
    const changed = changes({ state: this.data.state, view: this.data.view, ground: this.data.ground }, shown)
    if (Object.keys(changed).length > 0) this.setData(changed)
  },

  async retry() {
    this.setData({ state: this.overview === null ? 'loading' : 'seen', slow: false })
    await this.watch?.refresh()
  },

  async acknowledge() {
    if (this.data.busy) return
    this.setData({ busy: true })
    const refusal = (await this.watch?.acknowledge()) ?? null
    this.setData({ busy: false })
    if (refusal !== null) tellError(refusal.code)
    await this.watch?.refresh()
  },

  /** Inside the tap: WeChat asks for consent only there. */
  async topUp() {
    const outcome = await topUp(this.overview?.credits.templateIds ?? [])
    tellTopUp(outcome)
    if (outcome === 'added') await this.watch?.refresh()
  },

  async invite() {
    const reply = await admin({ action: 'invite', role: 'staff' })
    if (reply.ok) this.setData({ sheet: inviteSheet(reply.value) })
    else tellError(reply.error.code)
  },

  doStep(event: WechatMiniprogram.TouchEvent) {
    const { kind } = event.currentTarget.dataset as { kind: 'topUp' | 'invite' }
    return kind === 'topUp' ? this.topUp() : this.invite()
  },

  openIncident() {
    const id = this.overview?.incident?.id ?? this.overview?.lastIncident?.id
    if (id === undefined) void wx.redirectTo({ url: '/admin/pages/incidents/index' })
    else void wx.navigateTo({ url: `/admin/pages/incident/index?id=${encodeURIComponent(id)}` })
  },

  openLight(event: WechatMiniprogram.TouchEvent) {
    const { at } = event.currentTarget.dataset as { at: number }
    const light = this.data.view?.lights[at]
    if (light !== undefined) void wx.navigateTo({ url: indicatorUrl(light.indicator) })
  },

  openMonitor() {
    if (this.overview !== null) this.setData({ sheet: monitorSheet(this.overview, serverNow()) })
  },

  closeSheet() {
    this.setData({ sheet: noSheet as Sheet })
  },

  async copyCode() {
    const { sheet } = this.data as { sheet: Sheet }
    if (sheet.kind !== 'invite') return
    await wx.setClipboardData({ data: sheet.code })
    tell('复制好了，发给同事')
  },
})
