import type { Role } from '../../../contract/health'
import type { Overview } from '../../../contract/query'
import { money } from '../format/money'
import type { BandChart } from '../plot/bandChart'
import { type Figure, figuresOf } from './figures'
import { freshnessOf } from './freshness'
import { type Head, headOf } from './head'
import { type IncidentHead, incidentHead } from './incidentHead'
import { type LightRow, lightRows } from './lights'
import { type Notice, noticeOf, type Reading } from './notice'
import { creditsRow, monitorRow, quietRow, type ServiceRow } from './serviceRows'
import { type Learning, learningOf, type Setup, setupOf } from './setup'
import { trendChart } from './trendChart'

/** Everything that the overview shows, as plain values ready for WXML. */
export interface OverviewView {
  shop: string
  branch: string
  notice: Notice
  head: Head
  /** in place of the head while something is wrong; null otherwise */
  incident: IncidentHead | null
  /** today's money, today's orders */
  figures: Figure[]
  /** the same two in one line, below an incident */
  takings: { orders: string; money: string; against: string }
  chart: BandChart | null
  setup: Setup | null
  learning: Learning | null
  lights: LightRow[]
  lightsNote: string
  /** what cannot be seen now; empty while the picture is fresh */
  blind: string
  quiet: ServiceRow | null
  credits: ServiceRow
  monitor: ServiceRow
  alarms: number
  demo: boolean
}

export interface Situation extends Reading {
  /** epoch ms on the cloud's clock */
  now: number
  /** 我来处理 waits on this phone for a network */
  waiting: boolean
}

const mayInvite = (role: Role): boolean => role !== 'staff'

export function overviewView(overview: Overview, situation: Situation): OverviewView {
  const { now, waiting } = situation
  const { zone, store, incident } = overview
  const freshness = freshnessOf(overview, now)
  const figures = figuresOf(overview, freshness)
  const setup = setupOf(overview, mayInvite(overview.viewer.role))
  return {
    shop: store.name,
    branch: store.branch,
    notice: noticeOf(freshness, situation, zone),
    head: headOf(overview, freshness),
    incident: incident === null ? null : incidentHead(incident, waiting, now, zone),
    figures: [figures.money, figures.orders],
    takings: {
      orders: `${figures.orders.number} 单`,
      money: money(overview.today.revenueFen),
      against: figures.orders.delta.words + (figures.orders.delta.change && ` ${figures.orders.delta.change}`),
    },
    chart: trendChart(overview, freshness),
    setup,
    learning: learningOf(overview),
    lights: lightRows(overview, freshness),
    lightsNote: freshness.stale ? '' : overview.lightsNote,
    blind: freshness.stale ? '现在点单好不好看不到，先看厨房小票' : '',
    quiet: incident === null ? quietRow(overview.lastIncident, now, zone) : null,
    credits: creditsRow(overview.credits, overview.viewer.name),
    monitor: monitorRow(overview, now),
    alarms: incident === null ? 0 : 1,
    demo: overview.demo,
  }
}
