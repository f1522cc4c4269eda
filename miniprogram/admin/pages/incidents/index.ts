import type { IncidentsPage } from '../../../../contract/pages/incidents'
import { rowsDrawn } from '../../model/chosen'
import type { Timed } from '../../model/freshness'
import { type IncidentList, incidentList, openCount } from '../../model/incidentList'
import { answerPage } from '../../services/answerPage'
import { choose, sure } from '../../services/asking'
import { doing } from '../../services/doing'
import { keptOverview } from '../../services/overviewSource'
import { keptPerson, storeOf } from '../../services/person'
import { shopSource } from '../../services/shopSources'

const life = answerPage<IncidentsPage & Timed, IncidentList & { alarms: number }>({
  indicator: null,
  source: () => shopSource('incidents'),
  view(page, { now }, query) {
    const store = storeOf(keptPerson())
    const credits = store === null ? null : (keptOverview(store)?.credits ?? null)
    return { ...incidentList(page, credits, now, rowsDrawn(query)), alarms: openCount(page) }
  },
})

const quiets = [
  { name: '静音 1 小时', minutes: 60, upTo: 'crit' as const },
  { name: '静音到明天这时候', minutes: 1440, upTo: 'crit' as const },
  { name: '3 小时只收严重的', minutes: 180, upTo: 'warn' as const },
]

Page({
  ...life,
  data: { ...life.data, busy: false },

  open(event: WechatMiniprogram.TouchEvent) {
    const { id } = event.currentTarget.dataset as { id: string }
    void wx.navigateTo({ url: `/admin/pages/incident/index?id=${encodeURIComponent(id)}` })
  },

  async silence() {
    const store = storeOf(keptPerson())
    const chosen = quiets[(await choose(quiets.map(({ name }) => name))) ?? -1]
    if (store === null || chosen === undefined) return
    const { name, minutes, upTo } = chosen
    const request = { action: 'silence' as const, store, area: null, upTo, minutes, reason: '在告警页点的静音' }
    if ((await doing(this, request, name)) !== null) await this.watch?.refresh()
  },

  async unsilence(event: WechatMiniprogram.TouchEvent) {
    const { id } = event.currentTarget.dataset as { id: string }
    if (!(await sure('结束静音？', '还没好的事会马上叫人', '结束'))) return
    if ((await doing(this, { action: 'unsilence', silence: id }, '结束了')) !== null) await this.watch?.refresh()
  },
})
