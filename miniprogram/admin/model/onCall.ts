import type { Wallet } from '../../../contract/admin'
import type { ShopSettings } from '../../../contract/pages/settings'
import type { RotaSlot } from '../../../contract/rota'
import { roleName } from '../format/words'
import { type CreditChart, creditChart } from './creditChart'
import { minuteText } from './incidentList'

export interface Pips {
  id: 'critical' | 'normal' | 'digest'
  name: string
  /** one for each message, at most `most`, and the one a tap would add */
  pips: number[]
  lit: number
  count: string
}

export interface PersonRow {
  staff: string
  place: string
  name: string
  role: string
  note: string
  icon: 'ok' | 'warn' | 'crit' | 'none'
  count: number
}

export interface StepRow {
  after: string
  who: string
  note: string
  bad: boolean
}

export interface RotaGrid {
  /** the services, over the columns */
  bands: { name: string; span: string }[]
  rows: {
    day: string
    today: boolean
    cells: { key: string; text: string; now: boolean; taken: boolean; spoken: string }[]
  }[]
}

export interface OnCallView {
  head: { icon: 'ok' | 'warn' | 'crit'; word: string; title: string; sentence: string }
  pips: Pips[]
  topUp: string[]
  people: PersonRow[]
  rate: string
  credits: CreditChart | null
  rota: RotaGrid
  duty: string
  /** exchanges to come */
  swaps: string
  steps: StepRow[]
  may: boolean
  mayDrill: boolean
  quiet: { on: boolean; from: string; to: string }
  wakeMe: boolean
  dailyReport: boolean
  optedOut: boolean
  drills: boolean
}

const most = 10
/** A day's three services; whoever keeps other hours sets the plan by them all the same. */
export const bands = [
  { name: '午市', from: 600, to: 840 },
  { name: '下午', from: 840, to: 1020 },
  { name: '晚市', from: 1020, to: 1320 },
]
const weekdays = [1, 2, 3, 4, 5, 6, 0]
const dayNames = ['一', '二', '三', '四', '五', '六', '日']
const usualQuiet = { from: 1320, to: 540 }

/**
 * @param local the shop's clock now: weekday from Sunday, minute of the day
 */
export function onCallView(wallet: Wallet, shop: ShopSettings, local: { weekday: number; minute: number }): OnCallView {
  const { me, people, rota, may, drills } = shop
  const names = new Map(people.map(({ staff, name }) => [staff, name]))
  const duty = wallet.people.find(({ onDuty }) => onDuty)
  return {
    head: headOf(wallet),
    pips: pipsOf(wallet),
    topUp: wallet.topUp,
    people: wallet.people.map((person, index) => personRow(person, index, shop)),
    rate: wallet.perWeek === null ? '还没发过，看不出能用多久' : `一周约用 ${wallet.perWeek} 条`,
    credits: creditChart(wallet, shop.store.zone),
    rota: gridOf(rota.slots, names, local),
    duty: duty === undefined ? '现在没人值班' : `现在先叫${duty.name}`,
    swaps: swapsText(rota.overrides.filter(({ to }) => to > shop.now).length),
    steps: wallet.steps.map(({ afterMinutes, who, reachable }) => ({
      after: `${afterMinutes} 分`,
      who,
      note: reachable ? (who === '企业微信群' ? '@值班的人' : '微信消息') : '没有额度，会跳过',
      bad: !reachable,
    })),
    may: may.includes('rota'),
    mayDrill: may.includes('drills'),
    quiet: {
      on: me.quiet !== null,
      from: minuteText((me.quiet ?? usualQuiet).from),
      to: minuteText((me.quiet ?? usualQuiet).to),
    },
    wakeMe: me.wakeMe,
    dailyReport: me.dailyReport,
    optedOut: me.optedOut,
    drills,
  }
}

const swapsText = (count: number): string => (count === 0 ? '哪天来不了，换给同事' : `换好了 ${count} 班`)

function headOf({ critical, sentence, low, people }: Wallet): OnCallView['head'] {
  const deaf = people.filter((person) => !person.optedOut && person.critical === 0).map(({ name }) => name)
  const icon = critical === 0 ? 'crit' : low || deaf.length > 0 ? 'warn' : 'ok'
  const word = { ok: '正常', warn: '注意', crit: '严重' }[icon]
  return {
    icon,
    word: deaf.length > 0 ? `${word}，${deaf.join('、')}收不到` : word,
    title: critical === 0 ? '出了大事，\n一个人都叫不到' : `严重告警全店还能收 ${critical}\u00a0条`,
    sentence,
  }
}

const pipsOf = ({ mine }: Wallet): Pips[] =>
  (['critical', 'normal', 'digest'] as const).map((id) => ({
    id,
    name: { critical: '严重', normal: '一般', digest: '日报和恢复' }[id],
    pips: Array.from({ length: Math.min(most, mine[id]) + 1 }, (_, index) => index),
    lit: Math.min(most, mine[id]),
    count: `${mine[id]} 条`,
  }))

function personRow(person: Wallet['people'][number], index: number, { people }: ShopSettings): PersonRow {
  const { staff, name, role, critical, onDuty, optedOut } = person
  const known = people.find((one) => one.staff === staff)
  const off = known?.order === 0
  const icon = optedOut || off ? 'none' : critical === 0 ? 'crit' : critical === 1 ? 'warn' : 'ok'
  const note = off
    ? '不值班'
    : optedOut
      ? '自己关了消息'
      : critical === 0
        ? '收不到'
        : critical === 1
          ? '最后 1 条'
          : onDuty
            ? '现在先叫他'
            : '收得到'
  return {
    staff,
    place: String(index + 1),
    name,
    role: known?.isMe ? `${roleName[role]}，我` : roleName[role],
    note,
    icon,
    count: critical,
  }
}

/** Who is planned for a service: the slot that covers its middle. */
export const plannedFor = (
  slots: readonly RotaSlot[],
  weekday: number,
  band: { from: number; to: number },
): string | null => {
  const middle = (band.from + band.to) / 2
  return slots.find((slot) => slot.weekday === weekday && slot.from <= middle && slot.to > middle)?.staff ?? null
}

/** Nobody has this part of the week, whatever was planned before. */
export const nobody = ''

/** Who has a service after the one who has it now: after the last nobody, then the first again. */
export function turned(
  slots: readonly RotaSlot[],
  weekday: number,
  at: number,
  staff: readonly string[],
): RotaSlot | null {
  const band = bands[at]
  if (band === undefined) return null
  const before = plannedFor(slots, weekday, band) ?? nobody
  return { weekday, from: band.from, to: band.to, staff: [...staff, nobody][staff.indexOf(before) + 1] ?? nobody }
}

function gridOf(
  slots: readonly RotaSlot[],
  names: ReadonlyMap<string, string>,
  local: { weekday: number; minute: number },
): RotaGrid {
  return {
    bands: bands.map(({ name, from, to }) => ({ name, span: `${Math.floor(from / 60)}–${Math.floor(to / 60)}` })),
    rows: weekdays.map((weekday, index) => {
      const day = `周${dayNames[index]}`
      const cells = bands.map((band) => {
        const staff = plannedFor(slots, weekday, band)
        const name = staff === null ? '' : (names.get(staff) ?? '')
        return {
          key: band.name,
          text: name === '' ? '按顺序' : name,
          taken: name !== '',
          now: weekday === local.weekday && local.minute >= band.from && local.minute < band.to,
          spoken: `${day}${band.name} ${name === '' ? '按顺序叫' : name}`,
        }
      })
      return { day, today: weekday === local.weekday, cells }
    }),
  }
}
