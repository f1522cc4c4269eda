import type { IncidentDetail } from '../../../../contract/admin'
import { clockTime } from '../../format/clockTime'
import { spaced } from '../../format/spaced'
import { indicatorName } from '../../format/words'
import { indicatorUrl } from '../strip'
import { causeRows } from './causeRows'
import { changeRows } from './changeRows'
import { courseRows } from './courseRow'
import type { WhyRow } from './whyRow'

export type { WhyRow } from './whyRow'

/** What was done before it, what is wrong, who makes the change, what else there was, and how orders ran. */
export const whyRows = (detail: IncidentDetail): WhyRow[] => [
  ...changeRows(detail),
  ...detail.alerts.map((alert) => alertRow(alert, detail.zone)),
  ...causeRows(detail),
  ...detail.signals.filter(({ kind }) => kind !== 'mitigation').map((signal) => signalRow(signal, detail.zone)),
  ...courseRows(detail),
]

function alertRow(
  { rule, indicator, title, severity, since, until }: IncidentDetail['alerts'][number],
  zone: string,
): WhyRow {
  const over = until === null ? '' : `，${clockTime(until, zone)} 好了`
  return {
    key: `rule:${rule}`,
    icon: until === null ? severity : 'ok',
    title: spaced(title.replace(/\n/g, '')),
    note: `${indicatorName[indicator]}，${clockTime(since, zone)} 起${over}`,
    url: indicatorUrl(indicator, since),
  }
}

function signalRow({ kind, at, text, ref }: IncidentDetail['signals'][number], zone: string): WhyRow {
  const row = { key: `${kind}:${ref}`, title: spaced(text), note: clockTime(at, zone) }
  if (kind === 'error')
    return { ...row, icon: 'warn', url: `${indicatorUrl('errors', at)}&fingerprint=${encodeURIComponent(ref)}` }
  if (kind === 'incident')
    return {
      ...row,
      icon: 'warn',
      note: `${row.note}，另一起`,
      url: `/admin/pages/incident/index?id=${encodeURIComponent(ref)}`,
    }
  return { ...row, icon: 'swap', url: '' }
}
