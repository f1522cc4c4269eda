import type { IncidentDetail } from '../../../contract/admin'
import { clockTime } from '../format/clockTime'
import { duration } from '../format/duration'
import { money } from '../format/money'
import type { BandChart } from '../plot/bandChart'
import { type Columns, columnsOf } from './columns'
import { type ReviewView, reviewView } from './review'
import { signalChart } from './why/signalChart'
import { type WhyRow, whyRows } from './why/whyRows'

/** A button of the shop's own, with what undoes it. */
export interface RemedyButton {
  id: string
  name: string
  note: string
  /** the mildest comes first: 先试这个 */
  first: boolean
  /** what is asked before it is done */
  question: string
}

export interface RemedyRun {
  id: string
  name: string
  note: string
  /** in force, or it did not work */
  icon: 'warn' | 'ok' | 'crit'
  canUndo: boolean
}

export interface Phase {
  name: string
  text: string
  /** of the whole, 0…1 */
  share: number
  last: boolean
}

/** What is known of one incident beside its head and its record. */
export interface IncidentParts {
  reckoning: string
  remedies: RemedyButton[]
  runs: RemedyRun[]
  chart: Columns | null
  chartNote: string
  why: WhyRow[]
  /** the course of what its rule looks at */
  course: { chart: BandChart; note: string } | null
  review: ReviewView | null
  phases: Phase[]
  total: string
  hold: string
  assigned: string
  people: { staff: string; name: string }[]
  undelivered: string
  /** what its charts are drawn from when it is not the minutes; empty while they are */
  kept: string
}

/** @param now epoch ms on the cloud's clock */
export function incidentParts(detail: IncidentDetail, now: number): IncidentParts {
  const { zone, assigned, hold, incident, deadLetters } = detail
  const open = incident.status !== 'resolved'
  return {
    reckoning: reckoningOf(detail),
    remedies: open ? remediesOf(detail) : [],
    runs: detail.runs.flatMap((run) => runOf(run, zone)),
    chart: chartOf(detail),
    chartNote: detail.payments.expected === null ? '斜线是没付成的' : '斜线没付成，横线是预计',
    why: whyRows(detail),
    course: courseOf(detail),
    review: reviewView(detail.review, zone),
    phases: phasesOf(detail),
    total: incident.resolvedAt === null ? '' : `共 ${duration(incident.resolvedAt - incident.openedAt)}`,
    hold:
      hold === null || hold.until <= now ? '' : `${holdWord[hold.reason]}，${clockTime(hold.until, zone)} 前不发消息`,
    assigned:
      open && assigned !== null && incident.acknowledged === null
        ? `${clockTime(assigned.at, zone)} 转给了${assigned.name}`
        : '',
    people: detail.people,
    undelivered: deadLetters.length === 0 ? '' : `发给${deadLetters.map(({ to }) => to).join('、')}的没送到`,
    kept: keptOf(detail),
  }
}

function courseOf(detail: IncidentDetail): IncidentParts['course'] {
  const chart = signalChart(detail)
  const minutes = detail.why.signal?.windowMinutes ?? 0
  return chart === null ? null : { chart, note: `每点是前 ${minutes} 分钟` }
}

/** Orders are kept for long; what phones told is not. */
function keptOf(detail: IncidentDetail): string {
  const drawn = chartOf(detail) !== null || signalChart(detail) !== null
  if (detail.keptBy === 'nothing') return drawn ? '' : '过了 45 天，走势和原因的数据已经删了'
  if (detail.keptBy !== 'hours') return ''
  return `过了 7 天，每分钟的数据已经删了${drawn ? '。图是按每小时存下的画的：次数准，快慢 5 分钟一点' : ''}`
}

const holdWord: Record<NonNullable<IncidentDetail['hold']>['reason'], string> = {
  silence: '静音了',
  quiet: '大家在休息',
  inhibited: '有更要紧的事',
  again: '刚好过又来',
}

function reckoningOf({ money: parts }: IncidentDetail): string {
  if (parts === null || parts.fen <= 0) return ''
  const expected = Math.round(parts.expectedOrders)
  const basis = parts.by === 'forecast' ? '按预测' : `按前 ${parts.weeks} 周`
  return `怎么算：${basis}该有 ${expected} 单，实际 ${parts.actualOrders} 单，每单 ${money(Math.round(parts.averageFen / 10) * 10)}`
}

const inPlay = new Set(['starting', 'active', 'undoing'])

function remediesOf({ mitigations, runs }: IncidentDetail): RemedyButton[] {
  const running = new Set(runs.filter(({ status }) => inPlay.has(status)).map(({ name }) => name))
  return mitigations
    .filter(({ name }) => !running.has(name))
    .map(({ id, name, note, undoAfterMinutes }, index) => ({
      id,
      name,
      note,
      first: index === 0 && running.size === 0,
      question: `${note}。${duration(undoAfterMinutes * 60_000)}后自动恢复，随时能撤。点了就算你接手，会记下是谁点的`,
    }))
}

function runOf({ id, name, by, at, undoAt, status }: IncidentDetail['runs'][number], zone: string): RemedyRun[] {
  const done = `${clockTime(at, zone)} ${by}点的`
  if (status === 'undone') return []
  if (status === 'failed') return [{ id, name: `${name}没做成`, note: done, icon: 'crit', canUndo: false }]
  if (status === 'stuck')
    return [{ id, name: `${name}没撤掉`, note: '系统撤了半小时没撤成，去店里改', icon: 'crit', canUndo: false }]
  return [
    { id, name: `正在${name}`, note: `${done}，${clockTime(undoAt, zone)} 自动恢复`, icon: 'warn', canUndo: true },
  ]
}

const minuteMs = 60_000

function chartOf({ payments, zone, incident, runs }: IncidentDetail): Columns | null {
  const { at, ok, failed, expected } = payments
  const all = ok.reduce((sum, count) => sum + count, 0)
  const lost = failed.reduce((sum, count) => sum + count, 0)
  if (all + lost === 0) return null
  const events = [
    { at: incident.openedAt, name: '开始' },
    ...(incident.acknowledged === null ? [] : [{ at: incident.acknowledged.at, name: '接手' }]),
    ...runs.slice(0, 1).map((run) => ({ at: run.at, name: run.name })),
  ]
  const [from, to] = [at[0] ?? 0, (at[at.length - 1] ?? 0) + minuteMs]
  return columnsOf({
    at,
    stepMs: minuteMs,
    series: [
      { tone: 'second', amounts: ok },
      { tone: 'lost', amounts: failed },
    ],
    expected,
    unit: '单',
    zone,
    events: apart(events, to - from),
    spoken: `${clockTime(from, zone)} 到 ${clockTime(to, zone)} 每分钟付款，付成 ${all} 单，没付成 ${lost} 单${expected === null ? '' : `，预计 ${Math.round(expected.reduce((sum, one) => sum + one, 0))} 单`}`,
  })
}

/** Names closer than this to one before them would lie over it. */
const apartShare = 0.2

const apart = (events: { at: number; name: string }[], spanMs: number): { at: number; name: string }[] =>
  events.filter((event, index) =>
    events.slice(0, index).every((before) => Math.abs(event.at - before.at) >= apartShare * spanMs),
  )

function phasesOf({ phases: { detectMs, takeMs, fixMs }, incident }: IncidentDetail): Phase[] {
  if (incident.resolvedAt === null || fixMs === null) return []
  const parts = [
    { name: '发现', ms: detectMs },
    ...(takeMs === null ? [] : [{ name: '接手', ms: takeMs }]),
    { name: '恢复', ms: fixMs },
  ]
  const all = Math.max(
    1,
    parts.reduce((sum, { ms }) => sum + ms, 0),
  )
  return parts.map(({ name, ms }, index) => ({
    name,
    text: minutesText(ms),
    share: ms / all,
    last: index === parts.length - 1,
  }))
}

const minutesText = (ms: number): string => (ms < minuteMs ? '不到 1 分' : `${Math.round(ms / minuteMs)} 分`)
