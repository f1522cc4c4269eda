import type { ResponsePage } from '../../../../contract/pages/response'
import { percentNumber } from '../../format/percent'
import { secondsText } from '../../format/seconds'
import type { BandChart } from '../../plot/bandChart'
import type { Moment } from '../../services/watchAnswer'
import { figureOf, slower } from '../compared'
import type { Figure } from '../figures'
import { freshnessOf } from '../freshness'
import type { Head } from '../head'
import { lineChart } from '../lineChart'
import { headOfPage } from '../pageHead'
import type { PageQuery } from '../pageQuery'
import { rangeChips } from '../ranges'
import { type PageWhyView, pageWhyView } from '../why/pageWhy'
import { type ApiTable, apiTable } from './apiTable'
import { type BudgetView, budgetView } from './budgetView'
import { type Drill, drillOf } from './drill'
import { type LastIncident, lastIncident } from './lastIncident'
import { type PhasesView, phasesView } from './phasesView'
import { type ProbesView, probesView } from './probes'
import { type SpreadView, spreadView } from './spreadView'
import { type Steadiness, steadinessOf } from './steadiness'

/** Everything that the page 响应 shows. */
export interface ResponseView {
  head: Head
  figures: Figure[]
  chart: BandChart | null
  incident: LastIncident | null
  why: PageWhyView | null
  budget: BudgetView | null
  ranges: ReturnType<typeof rangeChips>
  apis: ApiTable
  spread: SpreadView | null
  steadiness: Steadiness | null
  phases: PhasesView | null
  drill: Drill
  probes: ProbesView | null
  demo: boolean
}

export function responseView(page: ResponsePage, moment: Moment, query: PageQuery): ResponseView {
  const objective = page.budget?.objective ?? null
  return {
    head: headOfPage(page, freshnessOf(page, moment.now)),
    figures: [
      figureOf(page.p95, {
        label: '95% 的操作在',
        unit: '秒内',
        number: (ms) => secondsText(ms).replace(' 秒', ''),
        compare: slower,
      }),
      figureOf(page.availability, {
        label: '做成的比例',
        unit: '%',
        number: percentNumber,
        compare: (now, before, label) => ({ words: againstGoal(now, before, label, objective), change: '' }),
      }),
    ],
    chart: lineChart(page.chart, page, query, {
      title: '操作要等多久',
      unit: '秒',
      decimals: 1,
      endLabel: () => '95% 的',
      second: { id: 'p50', label: '一半的' },
      limitName: (amount) => `上限 ${amount} 秒`,
    }),
    incident: lastIncident(page),
    why: pageWhyView(page.why, page.zone),
    budget: page.budget === null ? null : budgetView(page.budget, page.zone),
    ranges: rangeChips(query, page.zone),
    apis: apiTable(page.apis, query),
    spread: spreadView(page),
    steadiness: page.consistency === null ? null : steadinessOf(page.consistency),
    phases: phasesView(page.phases),
    drill: drillOf(page.breakdowns, query),
    probes: probesView(page.probes, page.zone),
    demo: page.demo,
  }
}

/** Below what was promised counts more than how it was. Shares differ in percentage points (DESIGN-LANGUAGE §4). */
function againstGoal(now: number, before: number, label: string, objective: number | null): string {
  if (objective !== null && now < objective) return `低于目标 ${percentNumber(objective)}%`
  const points = Math.round(Math.abs(now - before) * 1000) / 10
  return points === 0 ? `和${label}一样` : `比${label}${now > before ? '高' : '低'} ${points} 个百分点`
}
