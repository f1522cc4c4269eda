import { freshnessOf } from '../../model/freshness'
import { type IncidentList, incidentList } from '../../model/incidentList'
import { type Notice, noticeOf } from '../../model/notice'
import { isSeen } from '../../services/unseen'
import { type Sight, type Watch, watchOverview } from '../../services/watch'

Page({
  data: {
    state: 'loading' as Sight['kind'],
    slow: false,
    failure: '',
    notice: { kind: 'none', text: '', retry: false } as Notice,
    list: { items: [], assurance: '' } as IncidentList,
    alarms: 0,
  },
  watch: null as Watch | null,

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
    const { overview, situation } = sight
    this.setData({
      state: 'seen',
      notice: noticeOf(freshnessOf(overview, situation.now), situation, overview.zone),
      list: incidentList(overview, situation.now),
      alarms: overview.incident === null ? 0 : 1,
    })
  },

  async retry() {
    await this.watch?.refresh()
  },

  open(event: WechatMiniprogram.TouchEvent) {
    const { id } = event.currentTarget.dataset as { id: string }
    void wx.navigateTo({ url: `/admin/pages/incident/index?id=${encodeURIComponent(id)}` })
  },
})
