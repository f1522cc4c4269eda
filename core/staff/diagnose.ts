import type { Wallet } from '../../contract/admin'
import type { Level } from '../../contract/health'
import type { Diagnosis } from '../../contract/pages/diagnosis'
import type { HeartbeatDocument } from '../documents/heartbeat'
import type { SettingsDocument } from '../documents/settings'
import type { StoreDocument } from '../documents/store'
import { clockText } from '../query/words'
import { ordersHeartbeat, runHeartbeat, seenHeartbeat } from '../rollup/heartbeatIds'
import { isOpen } from '../rules/openingHours'
import { localTime } from '../time/localTime'
import { HOUR_MS, MINUTE_MS } from '../time/units'

export interface DiagnoseInput {
  store: StoreDocument
  settings: SettingsDocument
  beats: ReadonlyMap<string, HeartbeatDocument>
  wallet: Wallet
  now: number
}

type Check = Diagnosis['checks'][number]

/** The run says itself until when it may be silent; the watchdog accuses three minutes after that. */
const GRACE_MS = 3 * MINUTE_MS
/** The watchdog renews its beat every half hour. */
const WATCHDOG_MS = 45 * MINUTE_MS
/** An open shop without a single visit for so long is worth a look. */
const SILENT_MS = 2 * HOUR_MS
const worst: readonly Level[] = ['crit', 'warn', 'none', 'ok']

/** Everything that has to work for a message to arrive, looked at once. Pure; the worst first. */
export const diagnose = (input: DiagnoseInput): Check[] =>
  [runCheck, watchdogCheck, phonesCheck, ordersCheck, hoursCheck, templatesCheck, peopleCheck, groupCheck]
    .map((check) => check(input))
    .sort((a, b) => worst.indexOf(a.level) - worst.indexOf(b.level))

const shown = (at: number, { store, now }: DiagnoseInput): string => {
  const local = localTime(at, store.zone)
  const day = local.day === localTime(now, store.zone).day ? '' : `${local.day.slice(5)} `
  return `${day}${clockText(local.minuteOfDay)}`
}

const runCheck = (input: DiagnoseInput): Check => {
  const beat = input.beats.get(runHeartbeat('aggregate'))
  const title = '每分钟巡店'
  if (!beat) return { id: 'run', level: 'crit', title, note: '一次都没跑过，看定时触发器开了没有' }
  const isLate = input.now > Math.max(beat.at, beat.through) + GRACE_MS
  const note = isLate ? `${shown(beat.at, input)} 后没再跑，看云函数 aggregate` : `${shown(beat.at, input)} 跑过`
  return { id: 'run', level: isLate ? 'crit' : 'ok', title, note }
}

const watchdogCheck = (input: DiagnoseInput): Check => {
  const beat = input.beats.get(runHeartbeat('watchdog'))
  const title = '看着巡店的'
  if (!beat) return { id: 'watchdog', level: 'none', title, note: '还没跑过，装好后半小时内会跑' }
  const isLate = input.now - beat.at > WATCHDOG_MS
  return {
    id: 'watchdog',
    level: isLate ? 'warn' : 'ok',
    title,
    note: isLate ? `${shown(beat.at, input)} 后没再跑，看云函数 watchdog` : `${shown(beat.at, input)} 跑过`,
  }
}

const phonesCheck = (input: DiagnoseInput): Check => {
  const { store, now, beats } = input
  const title = '顾客手机的数据'
  if (store.firstSeenAt === null) return { id: 'phones', level: 'warn', title, note: '还没收到过，看小程序里接好没有' }
  const at = beats.get(seenHeartbeat)?.at ?? store.firstSeenAt
  const isSilent = isOpen(store, now) && now - at > SILENT_MS
  return {
    id: 'phones',
    level: isSilent ? 'warn' : 'ok',
    title,
    note: isSilent ? `开着门，${shown(at, input)} 后没收到过` : `${shown(at, input)} 收到过`,
  }
}

const ordersCheck = (input: DiagnoseInput): Check => {
  const beat = input.beats.get(ordersHeartbeat(input.store._id))
  const title = '店里的订单'
  const { collection } = input.settings.orders
  if (!beat) return { id: 'orders', level: 'warn', title, note: `还没读过集合 ${collection}` }
  return { id: 'orders', level: 'ok', title, note: `读集合 ${collection}，读到 ${shown(beat.through, input)}` }
}

const hoursCheck = ({ store }: DiagnoseInput): Check => ({
  id: 'hours',
  level: store.hours.length === 0 ? 'warn' : 'ok',
  title: '营业时间',
  note: store.hours.length === 0 ? '没填，打烊后没单也会叫人' : '填好了',
})

const templatesCheck = ({ settings: { templates } }: DiagnoseInput): Check => {
  const missing = [
    templates.critical ? '' : '严重',
    templates.normal ? '' : '一般',
    templates.digest ? '' : '日报',
  ].filter((name) => name !== '')
  const level = templates.critical === null ? 'crit' : missing.length > 0 ? 'warn' : 'ok'
  return {
    id: 'templates',
    level,
    title: '消息模板',
    note: missing.length === 0 ? '三种都选好了' : `${missing.join('、')}还没选，发不出去`,
  }
}

const peopleCheck = ({ wallet: { critical, sentence, low } }: DiagnoseInput): Check => ({
  id: 'people',
  level: critical === 0 ? 'crit' : low ? 'warn' : 'ok',
  title: '叫得到人吗',
  note: critical === 0 ? '一条严重消息都发不出，去充能' : sentence,
})

const groupCheck = ({ settings: { channels } }: DiagnoseInput): Check => ({
  id: 'group',
  level: channels?.robot ? 'ok' : 'none',
  title: '企业微信群',
  note: channels?.robot ? '连好了' : '没连，大家都没额度时就没人知道',
})
