import type { AdminRequest, IncidentDetail } from '../../../../contract/admin'
import { failureReason, failureWords } from '../../model/failure'
import { findIncident, type IncidentView, incidentView } from '../../model/incidentView'
import { missingAnswer, type ReviewForm, reviewForm, reviewQuestions } from '../../model/review'
import { askText, choose, sure } from '../../services/asking'
import { changes } from '../../services/changes'
import { doing } from '../../services/doing'
import { admin } from '../../services/kandian'
import { isOnline } from '../../services/network'
import type { CallError } from '../../services/reply'
import { serverNow } from '../../services/serverClock'
import { tell, tellError } from '../../services/tell'
import { isSeen } from '../../services/unseen'
import { type Sight, type Watch, watchOverview } from '../../services/watch'

const silences = [
  { name: '静音 30 分钟', minutes: 30 },
  { name: '静音 1 小时', minutes: 60 },
  { name: '静音 3 小时', minutes: 180 },
]

Page({
  data: {
    state: 'loading' as 'loading' | 'seen' | 'failed' | 'gone',
    slow: false,
    ground: 'surface',
    failure: '',
    goneWords: '它早就恢复了，\n现在的情况在总览里',
    view: null as IncidentView | null,
    busy: false,
    handing: false,
    reviewing: false,
    form: { happened: '', why: '', change: '' } as ReviewForm,
    missing: '' as keyof ReviewForm | '',
    questions: reviewQuestions,
  },
  watch: null as Watch | null,
  id: null as string | null,
  detail: null as IncidentDetail | null,
  sight: null as Extract<Sight, { kind: 'seen' }> | null,
  /** the overview's time for which details were asked, epoch ms */
  askedFor: -1,
  /** when details were read last, epoch ms on the cloud's clock; null for never */
  readAt: null as number | null,
  /** why the last question for them got no answer */
  failure: null as { error: CallError; online: boolean } | null,
  /** the cloud has no such incident */
  gone: false,

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
    await this.again()
    void wx.stopPullDownRefresh()
  },

  show(sight: Sight) {
    if (!isSeen(sight, (fields) => this.setData(fields))) return
    this.sight = sight
    this.paint()
    void this.lookCloser()
  },

  /** Once for each fresh overview. Without an answer the page shows what the overview tells, and says what is missing. */
  async lookCloser() {
    if (this.sight === null || this.sight.overview.now === this.askedFor) return
    this.askedFor = this.sight.overview.now
    const incident = this.id ?? findIncident(this.sight.overview, null)?.id
    if (incident === undefined) return
    const reply = await admin({ action: 'incident', incident })
    if (reply.ok) {
      this.detail = reply.value
      this.readAt = serverNow()
    }
    this.gone = !reply.ok && reply.error.code === 'not_found'
    this.failure = reply.ok ? null : { error: reply.error, online: await isOnline() }
    this.paint()
  },

  paint() {
    if (this.sight === null) return
    const { overview, situation } = this.sight
    const incident = findIncident(overview, this.id) ?? this.detail?.incident ?? null
    if (incident === null) {
      if (this.gone || this.id === null) this.setData({ state: 'gone', ground: 'page' })
      else if (this.failure !== null)
        this.setData({ state: 'failed', failure: failureWords(this.failure.error, this.failure.online) })
      return
    }
    const failure = this.failure === null ? null : failureReason(this.failure.error, this.failure.online)
    const view = incidentView(incident, overview, situation, this.detail, { at: this.readAt, failure })
    const ground = view.head.ground === 'ok' ? 'surface' : view.head.ground
    const { state, view: before, ground: groundBefore } = this.data
    const changed = changes({ state, view: before, ground: groundBefore }, { state: 'seen', view, ground })
    if (Object.keys(changed).length > 0) this.setData(changed)
  },

  async again() {
    this.askedFor = -1
    this.failure = null
    this.paint()
    await this.watch?.refresh()
    await this.lookCloser()
  },

  async acknowledge() {
    if (this.data.busy) return
    this.setData({ busy: true })
    const refusal = (await this.watch?.acknowledge()) ?? null
    this.setData({ busy: false })
    if (refusal !== null) tellError(refusal.code)
    await this.again()
  },

  async act<A extends AdminRequest['action']>(request: AdminRequest & { action: A }, done: string) {
    if ((await doing<A>(this, request, done)) !== null) await this.again()
  },

  /** Asks once: customers will feel it. */
  async remedy(event: WechatMiniprogram.TouchEvent) {
    const { at } = event.currentTarget.dataset as { at: number }
    const button = this.data.view?.parts?.remedies[at]
    const incident = this.data.view?.head.id
    if (button === undefined || incident === undefined) return
    if (!(await sure(`${button.name}？`, button.question, '就这么办'))) return
    await this.act({ action: 'mitigate', incident, mitigation: button.id }, '做好了，到时自动恢复')
  },

  async undo(event: WechatMiniprogram.TouchEvent) {
    const { run } = event.currentTarget.dataset as { run: string }
    const incident = this.data.view?.head.id
    if (incident !== undefined) await this.act({ action: 'undo', incident, run }, '撤掉了')
  },

  async silence() {
    if (this.detail === null) return
    const chosen = silences[(await choose(silences.map(({ name }) => name))) ?? -1]
    if (chosen === undefined) return
    const { store, area } = this.detail
    const reason = '在告警页点的静音'
    await this.act(
      { action: 'silence', store, area, upTo: 'crit', minutes: chosen.minutes, reason },
      `${chosen.name}，到时再叫`,
    )
  },

  openHanding() {
    if (this.detail !== null) this.setData({ handing: true })
  },
  closeHanding() {
    this.setData({ handing: false })
  },
  async handTo(event: WechatMiniprogram.TouchEvent) {
    const { staff, name } = event.currentTarget.dataset as { staff: string; name: string }
    const incident = this.data.view?.head.id
    this.setData({ handing: false })
    if (incident !== undefined) await this.act({ action: 'assign', incident, staff }, `转给${name}了，马上叫他`)
  },

  async note() {
    const incident = this.data.view?.head.id
    const text = await askText('记一句', '看到了什么，做了什么', 100)
    if (incident !== undefined && text !== null) await this.act({ action: 'note', incident, text }, '记下了')
  },

  async resolve() {
    const incident = this.data.view?.head.id
    if (incident === undefined || !(await sure('处理好了？', '这起告警就结束了。更严重了会再叫', '处理好了'))) return
    await this.act({ action: 'resolve', incident }, '结束了')
  },
  async reopen() {
    const incident = this.data.view?.head.id
    if (incident === undefined || !(await sure('还没好？', '会重新开始叫人', '还没好'))) return
    await this.act({ action: 'reopen', incident }, '重新打开了')
  },

  openReview() {
    const { detail, sight } = this
    const incident = detail?.incident ?? null
    if (detail === null || sight === null || incident === null) return
    this.setData({ reviewing: true, missing: '', form: reviewForm(detail.review, incident, detail.zone) })
  },
  closeReview() {
    this.setData({ reviewing: false })
  },
  writeReview(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const { field } = event.currentTarget.dataset as { field: keyof ReviewForm }
    this.setData({ [`form.${field}`]: event.detail.value, missing: '' })
  },
  async saveReview() {
    const incident = this.data.view?.head.id
    const missing = missingAnswer(this.data.form)
    if (missing !== null) this.setData({ missing })
    if (incident === undefined || missing !== null) return
    const { form } = this.data
    if ((await doing(this, { action: 'review', incident, ...form }, '写好了，报告里也看得到')) === null) return
    this.closeReview()
    await this.again()
  },

  /** To the indicator's page at that minute: the third tap from the message. */
  openWhy(event: WechatMiniprogram.TouchEvent) {
    const { url } = event.currentTarget.dataset as { url: string }
    if (url !== '') void wx.navigateTo({ url })
  },

  /** From the menu in the corner: to a colleague, who opens the same alert. */
  onShareAppMessage() {
    const { view } = this.data
    return {
      title: view === null ? '告警' : [view.head.title.replace(/\n/g, ''), view.head.since].join('，'),
      path: `/admin/pages/incident/index?id=${encodeURIComponent(view?.head.id ?? this.id ?? '')}`,
    }
  },

  async share() {
    const { view } = this.data
    if (view === null) return
    const lines = [view.head.title.replace(/\n/g, ''), view.head.since, view.head.sentence, view.head.told]
    await wx.setClipboardData({ data: lines.filter((line) => line !== '').join('\n') })
    tell('复制好了，发到群里')
  },

  goOverview() {
    void wx.redirectTo({ url: '/admin/pages/overview/index' })
  },
})
