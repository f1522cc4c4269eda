import { findIncident, type IncidentView, incidentView } from '../../model/incidentView'
import { changes } from '../../services/changes'
import { tellError } from '../../services/tell'
import { isSeen } from '../../services/unseen'
import { type Sight, type Watch, watchOverview } from '../../services/watch'

Page({
  data: {
    state: 'loading' as 'loading' | 'seen' | 'failed' | 'gone',
    slow: false,
    ground: 'surface',
    failure: '',
    goneWords: '它早就恢复了，\n现在的情况在总览里',
    view: null as IncidentView | null,
    busy: false,
  },
  watch: null as Watch | null,
  id: null as string | null,

  onLoad(query: Record<string, string | undefined>) {
    this.id = query.id === undefined ? null : decodeURIComponent(query.id)
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
    const incident = findIncident(sight.overview, this.id)
    if (incident === null) {
      this.setData({ state: 'gone', ground: 'page' })
      return
    }
    const view = incidentView(incident, sight.overview, sight.situation)
    const ground = view.head.ground === 'ok' ? 'surface' : view.head.ground
    const { state, view: before, ground: groundBefore } = this.data
    const changed = changes({ state, view: before, ground: groundBefore }, { state: 'seen', view, ground })
    if (Object.keys(changed).length > 0) this.setData(changed)
  },

  async retry() {
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

  goOverview() {
    void wx.redirectTo({ url: '/admin/pages/overview/index' })
  },
})
