import type { PlanUse } from '../../../../contract/pages/load'
import type { CloudKey, ShopSettings } from '../../../../contract/pages/settings'
import type { PlanSettings } from '../../../../contract/plan'
import { type CloudPlanView, cloudPlanView, planHead, planOf } from '../../model/cloudPlan'
import type { Timed } from '../../model/freshness'
import { rangeOf } from '../../model/ranges'
import { answerPage } from '../../services/answerPage'
import { freshAnswer } from '../../services/answers'
import { askText, sure } from '../../services/asking'
import { doing } from '../../services/doing'
import { keptPerson, storeOf } from '../../services/person'
import { serverNow } from '../../services/serverClock'
import { settingsSource } from '../../services/shopSources'

const life = answerPage<ShopSettings & Timed, CloudPlanView>({
  indicator: null,
  source: () => settingsSource('shop'),
  view: cloudPlanView,
})

Page({
  ...life,
  data: { ...life.data, busy: false, head: null as ReturnType<typeof planHead> | null },
  use: null as PlanUse | null,

  show(sight: Parameters<typeof life.show>[0]) {
    life.show.call(this, sight)
    if (sight.kind === 'seen') this.setData({ head: planHead(sight.answer.plan, this.use) })
  },

  onShow() {
    life.onShow.call(this)
    void this.readUse()
  },
  /** What the month has taken is a number of the page 负载. */
  async readUse() {
    const store = storeOf(keptPerson())
    if (store === null) return
    const reply = await freshAnswer<'load'>({ kind: 'load', store, ...rangeOf({}, serverNow()) })
    this.use = reply.ok ? reply.value.plan : null
    this.watch?.show()
  },

  choose(event: WechatMiniprogram.TouchEvent) {
    const { points } = event.currentTarget.dataset as { points: number }
    const before = this.watch?.answer()?.plan ?? null
    if (points !== (before?.pointsPerMonth ?? 0)) void this.save(planOf(before, points))
  },
  chooseShare(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    const before = this.watch?.answer()?.plan
    if (before) void this.save({ ...before, monitorShare: Number(event.detail.id) })
  },
  /** A key of the account, step by step; the cloud tries it before it keeps it. */
  async connect() {
    const envId = await askText('云环境 ID', '云开发控制台左上角，比如 shop-1a2b3c', 64)
    if (envId === null) return
    const secretId = await askText('SecretId', '腾讯云访问密钥里的，AKID 开头', 64)
    if (secretId === null) return
    const secretKey = await askText('SecretKey', '只存在你的云里，存了就再也看不到', 64)
    if (secretKey === null) return
    await this.saveUsage({ envId, secretId, secretKey }, '接上了')
  },
  async disconnect() {
    if (await sure('不读腾讯云的用量了？', '以后只知道看店自己用了多少', '不读了')) await this.saveUsage(null, '断开了')
  },
  async saveUsage(key: CloudKey | null, done: string) {
    if ((await doing(this, { action: 'usage', key }, done)) === null) return
    await this.watch?.refresh()
    await this.readUse()
  },
  async save(plan: PlanSettings | null) {
    if ((await doing(this, { action: 'plan', plan }, '记下了')) === null) return
    await this.watch?.refresh()
    await this.readUse()
  },
})
