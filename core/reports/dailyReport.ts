import type { IncidentDocument } from '../documents/incident'
import type { OrderFact } from '../documents/orderHour'
import type { StoreDocument } from '../documents/store'
import { totalsIn } from '../orders/totals'
import { addDays, dayStart, localTime } from '../time/localTime'
import { MINUTE_MS } from '../time/units'

export interface DailyReport {
  /** e.g. 昨天 128 单，实收 ¥3560 */
  title: string
  /** e.g. 比上周三多 12%，没出过事 */
  sentence: string
  /** ≤ 5 characters: how it went */
  word: string
  /** the longer text for the group */
  text: string
}

export interface ReportInput {
  store: StoreDocument
  /** local day that is reported on */
  day: string
  /** orders of that day and of the same weekday before */
  facts: readonly OrderFact[]
  incidents: readonly IncidentDocument[]
  /** critical messages that still reach anybody */
  criticalLeft: number
}

const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

/** Yesterday in the owner's words: orders, money received, and whether anything went wrong. Pure. */
export const dailyReport = (input: ReportInput): DailyReport => {
  const { store, day, facts, incidents, criticalLeft } = input
  const [from, to] = [dayStart(day, store.zone), dayStart(addDays(day, 1), store.zone)]
  const { paid, paidFen } = totalsIn(facts, from, to)
  const real = incidents.filter(({ alerts }) => alerts.length > 0)
  const during = real.filter((one) => one.openedAt < to && (one.resolvedAt ?? to) > from)
  const open = real.filter(({ status }) => status !== 'resolved')
  const title = `昨天 ${paid} 单，实收 ¥${Math.round(paidFen / 100)}`
  const state = stateText(during, open)
  const compared = comparedText(input, paidFen)
  return {
    title,
    sentence: [compared, state].filter((part) => part !== '').join('，'),
    word: open.length > 0 ? '还没好' : during.length > 0 ? '出过事' : '正常',
    text: [
      title,
      compared,
      ...during.map((one) => `· ${one.title}，${lengthText(one, to)}`),
      during.length === 0 ? state : '',
      `严重告警还能叫到人 ${criticalLeft} 次`,
    ]
      .filter((line) => line !== '')
      .join('\n'),
  }
}

const stateText = (during: readonly IncidentDocument[], open: readonly IncidentDocument[]): string => {
  if (open.length > 0) return `还有 ${open.length} 件没好`
  return during.length === 0 ? '没出过事' : `出过 ${during.length} 次事`
}

const lengthText = ({ openedAt, resolvedAt }: IncidentDocument, until: number): string =>
  resolvedAt === null
    ? '还没好'
    : `${Math.max(1, Math.round((Math.min(resolvedAt, until) - openedAt) / MINUTE_MS))} 分钟了结`

/** Against the same weekday of the week before; nothing where that is not known. */
const comparedText = ({ store: { zone }, day, facts }: ReportInput, paidFen: number): string => {
  const before = addDays(day, -7)
  const { paidFen: usual } = totalsIn(facts, dayStart(before, zone), dayStart(addDays(before, 1), zone))
  if (usual === 0) return ''
  const percent = Math.round((paidFen / usual - 1) * 100)
  const weekday = WEEKDAYS[localTime(dayStart(before, zone), zone).weekday]
  if (percent === 0) return `和上${weekday}一样`
  return `比上${weekday}${percent > 0 ? '多' : '少'} ${Math.abs(percent)}%`
}
