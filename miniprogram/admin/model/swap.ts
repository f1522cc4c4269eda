import type { ShopSettings } from '../../../contract/pages/settings'
import type { RotaOverride, Shift } from '../../../contract/rota'
import { clockRange } from '../format/clockTime'
import { dateName, weekdayName } from '../format/dayName'
import { dayAhead, localTime, momentAt } from '../format/localTime'
import { bands, plannedFor } from './onCall'

/** Which shift: a day of the shop's, YYYY-MM-DD, and one of the services. */
export interface ChosenShift {
  day: string
  band: number
}

export interface SwapForm {
  give: ChosenShift
  /** staff id; empty while nobody is chosen */
  to: string
  /** a shift of theirs for it; null for none */
  take: ChosenShift | null
}

export interface ExchangeRow {
  key: string
  title: string
  note: string
  override: RotaOverride
  may: boolean
}

export interface SwapView {
  rows: ExchangeRow[]
  people: { id: string; name: string }[]
  /** who has the chosen shift; 按顺序 where nobody is planned */
  holder: string
  /** the chosen days, as they are read */
  giveDay: string
  takeDay: string
  today: string
  lastDay: string
}

const daysAhead = 30

export const bandChips = bands.map(({ name }, index) => ({ id: String(index), name }))

export const firstSwap = (now: number, zone: string): SwapForm => ({
  give: { day: dayAhead(now, 1, zone), band: 0 },
  to: '',
  take: null,
})

export const shiftOf = ({ day, band }: ChosenShift, zone: string): Shift => {
  const { from, to } = bands[band] ?? { from: 0, to: 0 }
  return { from: momentAt(day, from, zone), to: momentAt(day, to, zone) }
}

/** Who has a shift: by an exchange, else by the week's plan. */
export function holderOf({ rota, store }: ShopSettings, chosen: ChosenShift): string | null {
  const { from, to } = shiftOf(chosen, store.zone)
  const middle = (from + to) / 2
  const swapped = rota.overrides.find((one) => middle >= one.from && middle < one.to)
  const band = bands[chosen.band]
  if (swapped !== undefined || band === undefined) return swapped?.staff ?? null
  return plannedFor(rota.slots, localTime(from, store.zone).weekday, band)
}

export function swapView(shop: ShopSettings, { give, take }: SwapForm): SwapView {
  const { people, rota, store, now } = shop
  const { zone } = store
  const names = new Map(people.map(({ staff, name }) => [staff, name]))
  const isLead = shop.may.includes('rota')
  const me = people.find(({ isMe }) => isMe)?.staff
  const holder = holderOf(shop, give)
  return {
    rows: rota.overrides
      .filter(({ to }) => to > now)
      .sort((a, b) => a.from - b.from)
      .map((override) => ({
        key: `${override.from}:${override.staff}`,
        title: `${names.get(override.staff) ?? '走了的人'}来`,
        note: `${dateName(override.from, zone)} ${weekdayName(override.from, zone)} ${clockRange(override.from, override.to, zone)}`,
        override,
        may: isLead || override.staff === me,
      })),
    people: people
      .filter(({ staff, order, optedOut }) => order > 0 && !optedOut && staff !== holder)
      .map(({ staff, name }) => ({ id: staff, name })),
    holder: holder === null ? '没排人，按顺序叫' : `现在是${names.get(holder) ?? '走了的人'}`,
    giveDay: dayText(give, zone),
    takeDay: take === null ? '' : dayText(take, zone),
    today: dayAhead(now, 0, zone),
    lastDay: dayAhead(now, daysAhead, zone),
  }
}

const dayText = (chosen: ChosenShift, zone: string): string => {
  const { from } = shiftOf(chosen, zone)
  return `${dateName(from, zone)} ${weekdayName(from, zone)}`
}

/** @returns why the cloud would refuse it, in words; empty where it would not */
export function swapFault(shop: ShopSettings, { give, to, take }: SwapForm): string {
  const holder = holderOf(shop, give)
  const me = shop.people.find(({ isMe }) => isMe)?.staff
  if (to === '') return '选换给谁'
  if (shiftOf(give, shop.store.zone).to <= shop.now) return '这一班已经过了'
  if (holder !== me && !shop.may.includes('rota')) return '这一班不是你的，找店长换'
  if (take === null) return ''
  if (holder === null) return '这一班没排人，没法对换'
  return holderOf(shop, take) === to ? '' : '拿来换的那一班不是他的'
}
