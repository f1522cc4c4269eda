import type { IncidentSummary } from '../../../contract/query'
import { clockRange, clockTime } from '../format/clockTime'
import { duration } from '../format/duration'
import { type MoneyFigure, money, moneyFigure } from '../format/money'
import { spaced } from '../format/spaced'
import { levelWord } from '../format/words'

/** The head of the page while something is wrong, and of the incident's own page. */
export interface IncidentHead {
  id: string
  /** ground of the head: crit red, warn amber, ok white (recovered) */
  ground: 'crit' | 'warn' | 'ok'
  icon: 'on-crit' | 'warn' | 'ok'
  word: string
  since: string
  title: string
  sentence: string
  /** null where there is no history to estimate from */
  lost: { figure: MoneyFigure; label: string; rate: string; orders: string } | null
  /** did anybody pay and get no order? empty where nobody can know; urgent: somebody did */
  payments: { text: string; urgent: boolean }
  /** who has it: shown in place of 我来处理; empty while nobody has */
  handling: string
  canAcknowledge: boolean
  /** who was told, who is next */
  told: string
}

/**
 * @param waiting 我来处理 was tapped on this phone, and has not reached the cloud yet
 * @param now epoch ms on the cloud's clock
 */
export function incidentHead(incident: IncidentSummary, waiting: boolean, now: number, zone: string): IncidentHead {
  const resolved = incident.status === 'resolved'
  const ground = resolved ? 'ok' : incident.severity
  return {
    id: incident.id,
    ground,
    icon: ground === 'crit' ? 'on-crit' : ground,
    word: levelWord[ground],
    since: sinceOf(incident, now, zone),
    title: resolved ? recoveredTitle(incident) : spaced(incident.title),
    sentence: spaced(incident.sentence),
    lost: lostOf(incident),
    payments: paymentsOf(incident),
    handling: resolved ? '' : handlingOf(incident, waiting, now),
    canAcknowledge: incident.status === 'open' && !waiting,
    told: resolved ? takenBy(incident, zone) : toldOf(incident, zone),
  }
}

function sinceOf({ openedAt, resolvedAt }: IncidentSummary, now: number, zone: string): string {
  if (resolvedAt !== null) return `已恢复，${clockRange(openedAt, resolvedAt, zone)}`
  return `${clockTime(openedAt, zone)} 开始，已 ${duration(now - openedAt)}`
}

const recoveredTitle = ({ title, openedAt, resolvedAt }: IncidentSummary): string =>
  resolvedAt === null ? title : `${spaced(title.replace(/\n/g, ''))}，\n${duration(resolvedAt - openedAt)}了结`

/** An estimate to the fen would be a lie. */
const wholeYuan = (fen: number): number => Math.round(fen / 100) * 100

function lostOf({ lost, status }: IncidentSummary): IncidentHead['lost'] {
  if (lost === null || lost.fen <= 0) return null
  const over = status === 'resolved'
  return {
    figure: moneyFigure(wholeYuan(lost.fen)),
    label: over ? '当时少收约' : '已少收约',
    rate: over || lost.fenPerMinute <= 0 ? '' : `再少约 ${money(wholeYuan(lost.fenPerMinute))}`,
    orders: `约 ${Math.round(lost.orders)} 单`,
  }
}

/** Of what is no great matter it is said only where somebody did. */
function paymentsOf({ payments = null, severity }: IncidentSummary): IncidentHead['payments'] {
  if (payments === null || payments.opened === 0) return { text: '', urgent: false }
  const { unbooked, pending, silent } = payments
  const open = pending + silent === 0 ? '' : `${pending + silent} 单还说不准`
  if (unbooked.orders > 0) {
    const fen = unbooked.fen === 0 ? '' : `，共 ${money(unbooked.fen)}`
    return { text: [`${unbooked.orders} 单付了钱，店里没单${fen}`, open].filter(Boolean).join('；'), urgent: true }
  }
  if (severity !== 'crit') return { text: '', urgent: false }
  return { text: ['没有顾客付了钱却没单', open].filter(Boolean).join('，'), urgent: false }
}

function handlingOf(incident: IncidentSummary, waiting: boolean, now: number): string {
  if (incident.acknowledged !== null) {
    const { by, at } = incident.acknowledged
    return now - at < 60_000 ? `${by}在处理，刚接手` : `${by}在处理，已 ${duration(now - at)}`
  }
  return waiting ? '记下了，连上网马上发' : ''
}

const takenBy = ({ acknowledged }: IncidentSummary, zone: string): string =>
  acknowledged === null ? '没人接手，自己恢复的' : `${acknowledged.by} ${clockTime(acknowledged.at, zone)} 接手`

function toldOf({ notified, next, acknowledged }: IncidentSummary, zone: string): string {
  if (notified.length === 0) return acknowledged === null ? '还没通知到人' : ''
  const told = `已通知${notified.join('、')}`
  if (next === null || acknowledged !== null) return told
  return `${told}。${clockTime(next.at, zone)} 还没人接手，就通知${next.name}`
}
