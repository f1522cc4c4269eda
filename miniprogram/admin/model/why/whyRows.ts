import type { IncidentDetail } from '../../../../contract/admin'
import type { CauseLabel } from '../../../../contract/insight'
import { clockTime } from '../../format/clockTime'
import { spaced } from '../../format/spaced'
import { indicatorName } from '../../format/words'
import { contextName } from '../response/steadiness'
import { indicatorUrl } from '../strip'
import { causeRows } from './causeRows'
import { changeRows } from './changeRows'
import { courseRows } from './courseRow'
import type { WhyRow } from './whyRow'

export type { WhyRow } from './whyRow'

/** What was done before it, what is wrong, who makes the change, what else there was, and how orders ran. */
export const whyRows = (detail: IncidentDetail): WhyRow[] => [
  ...changeRows(detail.why.changes, detail.incident.openedAt, detail.zone),
  ...detail.alerts.map((alert) => alertRow(alert, detail.zone)),
  ...causeRows(detail.why.causes, detail.why.stores, (label) => causeUrl(detail, label)),
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
    return {
      ...{ ...row, title: '一种没见过的报错', note: `${row.note}，${text}` },
      icon: 'warn',
      url: `${indicatorUrl('errors', at)}&fingerprint=${encodeURIComponent(ref)}`,
    }
  if (kind === 'incident')
    return {
      ...row,
      icon: 'warn',
      note: `${row.note}，另一起`,
      url: `/admin/pages/incident/index?id=${encodeURIComponent(ref)}`,
    }
  return { ...row, icon: 'swap', url: '' }
}

/** The page of what speaks for it, at its first minute; 响应 tells the values of a label apart. */
function causeUrl({ alerts, incident }: IncidentDetail, label: CauseLabel | null): string {
  const speaker = alerts.find(({ title }) => title === incident.title) ?? alerts[0]
  if (speaker === undefined) return ''
  const url = indicatorUrl(speaker.indicator, speaker.since)
  return speaker.indicator === 'response' && label !== null && label !== 'api' && label in contextName
    ? `${url}&by=${label}`
    : url
}
