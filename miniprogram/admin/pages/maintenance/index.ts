import type { IncidentsPage } from '../../../../contract/pages/incidents'
import type { ShopSettings } from '../../../../contract/pages/settings'
import type { Timed } from '../../model/freshness'
import {
  daysChips,
  emptyMaintenance,
  faultOf,
  type MaintenanceForm,
  type MaintenanceView,
  maintenanceView,
  minuteOfDay,
  turnedWeekday,
  weekdayChips,
} from '../../model/maintenance'
import { answerPage } from '../../services/answerPage'
import { sure } from '../../services/asking'
import { doing } from '../../services/doing'
import { keptPerson, storeOf } from '../../services/person'
import { settingsSource, shopSource } from '../../services/shopSources'

const settings = settingsSource('shop')

const mayNow = (): ShopSettings['may'] => {
  const store = storeOf(keptPerson())
  return store === null ? [] : (settings.kept(store)?.may ?? [])
}

const incidents = shopSource('incidents')

/** What is planned; who opens this page first has to learn what they may, too. */
const plannedSource: typeof incidents = {
  ...incidents,
  async fresh(store) {
    const [reply, shop] = await Promise.all([
      incidents.fresh(store),
      settings.kept(store) === null ? settings.fresh(store) : null,
    ])
    // without it the page would leave out what can be done, as if nothing could
    return shop?.ok === false ? shop : reply
  },
}

const life = answerPage<IncidentsPage & Timed, MaintenanceView>({
  indicator: null,
  source: () => plannedSource,
  view: (page) => maintenanceView(page, mayNow()),
})

Page({
  ...life,
  data: {
    ...life.data,
    busy: false,
    form: emptyMaintenance,
    days: String(emptyMaintenance.days),
    chosen: weekdayChips.map(() => false),
    fault: '',
    overnight: false,
    weekdayChips,
    daysChips,
  },

  draw(change: Partial<MaintenanceForm>) {
    const form = { ...this.data.form, ...change }
    const chosen = weekdayChips.map(({ weekday }) => form.weekdays.includes(weekday))
    this.setData({ form, chosen, days: String(form.days), overnight: form.to < form.from, fault: '' })
  },
  turnDay(event: WechatMiniprogram.TouchEvent) {
    const { weekday } = event.currentTarget.dataset as { weekday: number }
    this.draw({ weekdays: turnedWeekday(this.data.form.weekdays, weekday) })
  },
  setTime(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const { end } = event.currentTarget.dataset as { end: 'from' | 'to' }
    this.draw({ [end]: event.detail.value })
  },
  chooseDays(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    this.draw({ days: Number(event.detail.id) })
  },
  type(event: WechatMiniprogram.Input) {
    this.draw({ reason: event.detail.value })
  },

  async save() {
    const store = storeOf(keptPerson())
    const { form } = this.data
    const fault = faultOf(form)
    if (fault !== '') this.setData({ fault })
    if (store === null || fault !== '') return
    const { weekdays, days } = form
    const span = { from: minuteOfDay(form.from), to: minuteOfDay(form.to) }
    const request = { action: 'maintain' as const, store, weekdays, span, days, reason: form.reason.trim() }
    if ((await doing(this, request, '记下了，到时不叫人')) === null) return
    this.draw(emptyMaintenance)
    await this.watch?.refresh()
  },
  async end(event: WechatMiniprogram.TouchEvent) {
    const { id } = event.currentTarget.dataset as { id: string }
    if (!(await sure('不再维护？', '以后这时候出事也会叫人', '不再'))) return
    if ((await doing(this, { action: 'unsilence', silence: id }, '去掉了')) !== null) await this.watch?.refresh()
  },
})
