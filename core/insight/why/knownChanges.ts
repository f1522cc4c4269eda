import type { KnownChange } from '../../../contract/insight'
import type { AccessLogDocument } from '../../documents/accessLog'
import type { MinuteDocument } from '../../documents/minute'
import type { SilenceDocument } from '../../documents/silence'
import type { StoreDocument } from '../../documents/store'
import { breakdownsIn } from '../../rollup/dims/readDims'
import { dayStart, localTime } from '../../time/localTime'
import { MINUTE_MS } from '../../time/units'
import { calendarOf } from '../calendar/calendarOf'
import { changesBefore } from '../causes/changePoint'

export interface ChangeSources {
  store: StoreDocument
  /** minutes before and during it, with their breakdowns */
  minutes: readonly MinuteDocument[]
  /** epoch minute of the first of them: what is there from the beginning is not new */
  from: number
  /** what staff changed */
  log: readonly AccessLogDocument[]
  silences: readonly SilenceDocument[]
}

/** So long before an incident a change may be its cause. */
export const CAUSE_WITHIN_MS = 180 * MINUTE_MS
const SPAN = 5
/** Every request has one of these: a release is seen by them first. */
const SEEN_BY = ['session', 'request', 'call'] as const

/** Actions that change how the shop or its monitoring works, in the owner's words. */
const WORDS: Record<string, string> = {
  changeRule: '改了告警规则',
  mitigate: '用了应急办法',
  undo: '撤回了应急办法',
  mitigation: '改了应急办法',
  firstMitigation: '改了应急办法',
  dropMitigation: '改了应急办法',
  channels: '改了通知方式',
  hours: '改了营业时间',
  readOrders: '改了订单读法',
}

/** Releases, settings, announced events and holidays that an incident may come from, the closest first. */
export function knownChanges(began: number, sources: ChangeSources): KnownChange[] {
  const changes = [...releases(sources), ...settings(sources), ...promotions(sources), ...holidays(began, sources)]
  return changesBefore(began, changes, CAUSE_WITHIN_MS)
}

/** A version that nobody used at first, from when somebody does. */
function releases({ store, minutes, from }: ChangeSources): KnownChange[] {
  const seen = new Map<string, number>()
  const last = minutes.reduce((most, { minute }) => Math.max(most, minute), from)
  for (let span = from; span <= last; span += SPAN) {
    const window = { from: span, to: span + SPAN }
    const rows = breakdownsIn({ minutes }, store._id, { metrics: SEEN_BY, window }).get('release') ?? []
    for (const { value } of rows) if (!seen.has(value)) seen.set(value, span)
  }
  const known = [...seen].filter(([value]) => value !== 'unknown' && value !== 'other')
  const first = Math.min(...known.map(([, span]) => span))
  return known
    .filter(([, span]) => span > first + SPAN)
    .map(([value, span]) => ({
      at: span * MINUTE_MS,
      kind: 'release',
      text: `新版本 ${value} 开始有人用`,
      version: value,
    }))
}

const settings = ({ log }: ChangeSources): KnownChange[] =>
  log.flatMap(({ at, action }): KnownChange[] => {
    const text = WORDS[action]
    return text === undefined ? [] : [{ at, kind: 'settings', text }]
  })

/** What staff announced: a maintenance or a silence has a reason. */
const promotions = ({ silences }: ChangeSources): KnownChange[] =>
  silences.map(({ from, reason }) => ({ at: from, kind: 'promotion', text: `打过招呼：${reason}` }))

function holidays(began: number, { store }: ChangeSources): KnownChange[] {
  const { day, weekday } = localTime(began, store.zone)
  const calendar = calendarOf(store.zone)
  const holiday = calendar.holiday(day)
  const worked = holiday === undefined && calendar.actsAs(day, weekday) !== weekday
  const unsettled = holiday === undefined && !worked ? calendar.unsettled(day) : undefined
  if (holiday === undefined && !worked && unsettled === undefined) return []
  // it is one all day: it never came too early to count
  const at = Math.max(dayStart(day, store.zone), began - CAUSE_WITHIN_MS)
  return [{ at, kind: 'holiday', text: textOf(holiday, unsettled) }]
}

function textOf(holiday: string | undefined, unsettled: string | undefined): string {
  if (holiday !== undefined) return `今天是${holiday}`
  return unsettled === undefined ? '今天是调休上班日' : `临近${unsettled}，怎么调休还没公布`
}
