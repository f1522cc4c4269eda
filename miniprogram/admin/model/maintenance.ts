import type { IncidentsPage } from '../../../contract/pages/incidents'
import type { ShopSettings } from '../../../contract/pages/settings'
import { dateName } from '../format/dayName'
import { minuteText } from './incidentList'

export interface MaintenanceView {
  may: boolean
  rows: { id: string; title: string; note: string }[]
}

/** What is planned, as it is being written. Weekdays from Sunday, 0. */
export interface MaintenanceForm {
  weekdays: number[]
  from: string
  to: string
  days: number
  reason: string
}

export const emptyMaintenance: MaintenanceForm = { weekdays: [], from: '22:00', to: '23:00', days: 90, reason: '' }

/** Monday first, as a week is read. */
export const weekdayChips = [1, 2, 3, 4, 5, 6, 0].map((weekday) => ({
  weekday,
  name: `周${'日一二三四五六'[weekday]}`,
}))
export const daysChips = [
  { id: '30', name: '一个月' },
  { id: '90', name: '三个月' },
  { id: '366', name: '一年' },
]

export function maintenanceView(
  { silences, zone }: IncidentsPage,
  may: readonly ShopSettings['may'][number][],
): MaintenanceView {
  return {
    may: may.includes('maintain'),
    rows: silences.flatMap(({ id, weekly, until, by, reason }) =>
      weekly === null
        ? []
        : [
            {
              id,
              title: `每${namesOf(weekly.weekdays)} ${minuteText(weekly.from)}–${weekly.to <= weekly.from ? '次日 ' : ''}${minuteText(weekly.to)}`,
              note: `${reason}，${by}定的，到 ${dateName(until, zone)}`,
            },
          ],
    ),
  }
}

const namesOf = (weekdays: readonly number[]): string =>
  weekdays.length === 7
    ? '天'
    : weekdayChips
        .filter(({ weekday }) => weekdays.includes(weekday))
        .map(({ name }) => name)
        .join('、')

export const turnedWeekday = (weekdays: readonly number[], weekday: number): number[] =>
  weekdays.includes(weekday) ? weekdays.filter((one) => one !== weekday) : [...weekdays, weekday]

/** @returns what is still missing, in the owner's words; empty for nothing */
export function faultOf({ weekdays, from, to, reason }: MaintenanceForm): string {
  if (weekdays.length === 0) return '选哪几天'
  if (from === to) return '开始和结束是同一时刻'
  return reason.trim() === '' ? '写一句要做什么，别人看得懂' : ''
}

/** '22:30' as minutes of the day. */
export function minuteOfDay(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  return hour * 60 + minute
}
