import type { IncidentSummary, Overview } from '../../../contract/query'
import { clockTime } from '../format/clockTime'
import type { BandChart } from '../plot/bandChart'
import type { Freshness } from './freshness'

const mostLetters = 8

/** The trend as the chart wants it; null when nothing was measured yet. */
export function trendChart(overview: Overview, freshness: Freshness): BandChart | null {
  const { trend, zone, incident } = overview
  const last = [...trend.today].reverse().find((orders) => orders !== null) ?? null
  if (last === null) return null
  const forecast = freshness.stale ? null : trend.forecast
  return {
    title: `最近 ${trend.windowMinutes} 分钟订单`,
    note: forecast === null ? '' : `${withinWords(forecast.withinMinutes)}还有约`,
    noteStrong: forecast === null ? '' : `${Math.round(forecast.orders)} 单`,
    unit: '单',
    zone,
    at: trend.at,
    today: trend.today,
    low: trend.low,
    high: trend.high,
    bandLabel: trend.bandLabel,
    endLabel: `${freshness.stale ? `${clockTime(freshness.asOf, zone)} 时` : '今天'} ${last} 单`,
    strips: stripsOf(overview),
    events: eventsOf(incident),
    loss: lossOf(incident, overview),
  }
}

/** The open incident has its name in the head of the page: its strip needs none. */
const stripsOf = ({ trend }: Overview): BandChart['strips'] =>
  trend.incidents.map(({ from, to, name, severity }) => ({
    from,
    to,
    name: to === null ? '' : name.replace(/\n/g, '').slice(0, mostLetters),
    tone: severity,
  }))

export const withinWords = (minutes: number): string =>
  minutes === 30 ? '半小时内' : minutes % 60 === 0 ? `${minutes / 60} 小时内` : `${minutes} 分钟内`

const eventsOf = (incident: IncidentSummary | null): BandChart['events'] =>
  incident?.acknowledged ? [{ at: incident.acknowledged.at, name: `${incident.acknowledged.by}接手` }] : []

export const lossWords = (orders: number): string => `少了约 ${Math.round(orders)} 单`

/** Only an incident that cost orders is hatched: a slow page with as many orders as ever has no such area. */
function lossOf(incident: IncidentSummary | null, { trend }: Overview): BandChart['loss'] {
  if (incident === null || incident.lost === null || Math.round(incident.lost.orders) < 1) return null
  const hasBand = trend.high.some((orders) => orders !== null)
  return hasBand ? { from: incident.openedAt, to: null, label: lossWords(incident.lost.orders) } : null
}
