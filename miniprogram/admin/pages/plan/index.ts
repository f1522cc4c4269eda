import type { PlanUse } from '../../../../contract/pages/load'
import type { ShopSettings } from '../../../../contract/pages/settings'
import type { PlanSettings } from '../../../../contract/plan'
import { type CloudPlanView, cloudPlanView, planHead, planOf } from '../../model/cloudPlan'
import type { Timed } from '../../model/freshness'
import { rangeOf } from '../../model/ranges'
import { answerPage } from '../../services/answerPage'
import { freshAnswer } from '../../services/answers'
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
  async save(plan: PlanSettings | null) {
    if ((await doing(this, { action: 'plan', plan }, '记下了')) === null) return
    await this.watch?.refresh()
    await this.readUse()
  },
})
