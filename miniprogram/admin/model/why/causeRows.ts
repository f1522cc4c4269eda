import type { CauseLabel, CauseTally, IncidentCause, IncidentCauses } from '../../../../contract/insight'
import { grouped } from '../../format/grouped'
import { wholePercent } from '../../format/percent'
import { secondsText } from '../../format/seconds'
import { spaced } from '../../format/spaced'
import { contextName } from '../response/steadiness'
import type { WhyRow } from './whyRow'

/**
 * How it changed as a whole, and the values that make up most of it: each before → now, with its share of the change.
 * @param urlOf where the values of a label are told apart; of null, where the whole is
 */
export function causeRows(causes: IncidentCauses | null, stores: IncidentCauses | null, urlOf: UrlOf): WhyRow[] {
  if (causes === null || causes.change === 0) return []
  return [
    wholeRow(causes, urlOf),
    ...causes.causes.map((cause) => causeRow(cause, causes, urlOf)),
    // among one's stores, the one in which it is
    ...(stores?.causes.slice(0, 1) ?? []).map((cause) => causeRow(cause, stores as IncidentCauses, urlOf)),
  ]
}

type UrlOf = (label: CauseLabel | null) => string

function wholeRow({ kind, before, now, change }: IncidentCauses, urlOf: UrlOf): WhyRow {
  const words = {
    ratio: [`没做成的占 ${wholePercent(now)}`, `之前 ${wholePercent(before)}`],
    quantile: [`95% 的操作在 ${secondsText(now)}内`, `之前 ${secondsText(before)}内`],
    count: [`一共 ${times(now)}`, `之前同样长的时间 ${times(before)}`],
  }[kind] as [string, string]
  const isWorse = kind === 'count' || change > 0
  return { key: 'change', icon: isWorse ? 'warn' : 'ok', title: words[0], note: words[1], url: urlOf(null) }
}

function causeRow(cause: IncidentCause, { kind, change }: IncidentCauses, urlOf: UrlOf): WhyRow {
  const { label, value, title, explains, contribution, within } = cause
  // rather that it became more frequent than that it became worse
  const isMix = kind !== 'count' && Math.abs(within) < Math.abs(contribution) / 2
  const what = isMix ? '来的份量变了' : `${whatWord[kind]}${change > 0 ? '多了' : '少了'}`
  return {
    key: `cause:${label}:${value}`,
    icon: kind !== 'count' && change < 0 ? 'ok' : 'warn',
    title: `${labelName[label]} ${spaced(title)}：${what}`,
    note: `${amount(kind, cause.before)} → ${amount(kind, cause.now)}，${shareWords(explains)}`,
    url: urlOf(label),
  }
}

const labelName: Record<CauseLabel, string> = {
  ...contextName,
  step: '步骤',
  payment: '付款方式',
  dish: '菜品',
  store: '门店',
}

const whatWord: Record<IncidentCauses['kind'], string> = { ratio: '没做成的', quantile: '慢的', count: '' }

/** Several labels share out the same change: none of them is told to be more than all of it. */
const shareWords = (explains: number): string =>
  explains >= 0.995 ? '变化全在这里' : `占变化的 ${wholePercent(explains)}`

/** Times that were measured for another length of time are no whole ones. */
const times = (count: number): string => `${grouped(Math.round(count))} 次`

function amount(kind: IncidentCauses['kind'], { count, hits }: CauseTally): string {
  if (kind === 'count') return `${times(count)}`
  if (count === 0) return '没人用'
  return `${times(count)}里 ${times(hits)}`
}
