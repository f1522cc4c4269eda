import type { LoadPage } from '../../../../contract/pages/load'
import { grouped } from '../../format/grouped'
import { wholePercent } from '../../format/percent'
import { seconds } from '../../format/seconds'
import type { BandChart } from '../../plot/bandChart'
import type { Moment } from '../../services/watchAnswer'
import type { Figure } from '../figures'
import { freshnessOf } from '../freshness'
import type { Head } from '../head'
import { lineChart } from '../lineChart'
import { headOfPage } from '../pageHead'
import type { PageQuery } from '../pageQuery'
import { rangeChips } from '../ranges'
import type { TableColumn, TableRow } from '../table'
import { functionTable } from './functionTable'
import { type MonitorRow, monitorRows } from './monitorRows'
import { planChart } from './planChart'
import { type PlanView, planFigures, planView } from './planView'
import { type SlowView, slowView } from './slowView'
import { type WarmingView, warmingView } from './warmingView'

/** Everything that the page 负载 shows. */
export interface LoadView {
  head: Head
  figures: Figure[]
  planChart: BandChart | null
  plan: PlanView | null
  ranges: ReturnType<typeof rangeChips>
  slow: SlowView
  chart: BandChart | null
  functions: { columns: TableColumn[]; rows: TableRow[]; more: string; coldStarts: string }
  monitor: MonitorRow[]
  warming: WarmingView | null
  memory: { count: string; note: string }
  demo: boolean
}

export function loadView(page: LoadPage, moment: Moment, query: PageQuery): LoadView {
  const { plan, concurrencyMost, memoryWarnings } = page
  return {
    head: headOfPage(page, freshnessOf(page, moment.now)),
    figures: plan === null ? [] : planFigures(plan),
    planChart: plan === null ? null : planChart(plan, page.zone),
    plan: plan === null ? null : planView(plan, page.zone),
    ranges: rangeChips(query, page.zone),
    slow: slowView(page.slowQueries),
    chart: lineChart(page.chart, page, query, {
      title: '每分钟函数调用',
      note: concurrencyMost === null ? '' : `最多同时跑 ${concurrencyMost} 个`,
      unit: '次',
      decimals: 0,
      endLabel: (amount) => `今天 ${amount}`,
    }),
    functions: { ...functionTable(page.functions, query), coldStarts: coldWords(page) },
    monitor: monitorRows(page, moment.now),
    warming: page.warming === null ? null : warmingView(page.warming, page.zone),
    memory: memoryWords(memoryWarnings),
    demo: page.demo,
  }
}

function coldWords({ coldStarts: { count, share, meanMs } }: LoadPage): string {
  if (count === 0) return '这段时间没有冷启动'
  const part = share === null ? '' : `，占 ${wholePercent(share)}`
  return `冷启动 ${grouped(count)} 次${part}${meanMs === null ? '' : `，平均多等 ${seconds(meanMs)} 秒`}`
}

function memoryWords({ value, before, beforeLabel, users }: LoadPage['memoryWarnings']): LoadView['memory'] {
  if (value === null) return { count: '没数据', note: '' }
  const was = before === null ? '' : `${users > 0 ? '；' : ''}${beforeLabel} ${before} 次`
  return { count: `${value} 次`, note: `${users > 0 ? `${users} 位顾客的手机` : ''}${was}` }
}
