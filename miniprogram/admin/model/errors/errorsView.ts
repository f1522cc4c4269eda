import type { ErrorGroup, ErrorsPage } from '../../../../contract/pages/errors'
import { grouped } from '../../format/grouped'
import type { Moment } from '../../services/watchAnswer'
import { rowsDrawn } from '../chosen'
import type { Columns } from '../columns'
import { figureOf, more } from '../compared'
import type { Figure } from '../figures'
import { freshnessOf } from '../freshness'
import type { Head } from '../head'
import { headOfPage } from '../pageHead'
import type { PageQuery } from '../pageQuery'
import { rangeChips } from '../ranges'
import { errorColumns, stepTitle } from './errorColumns'
import { type GroupRow, groupRow } from './groupRow'

type Filter = 'open' | 'all' | 'solved'

/** Everything that the page 错误 shows. */
export interface ErrorsView {
  head: Head
  figures: Figure[]
  columns: Columns | null
  columnsTitle: string
  rate: string
  ranges: ReturnType<typeof rangeChips>
  filters: { items: { id: Filter; name: string }[]; current: Filter }
  groups: GroupRow[]
  /** what an empty list says; empty while there are some */
  none: string
  demo: boolean
}

const filters: { id: Filter; name: string; takes(group: ErrorGroup): boolean }[] = [
  { id: 'open', name: '要看的', takes: ({ status }) => status === 'open' },
  { id: 'all', name: '全部', takes: () => true },
  { id: 'solved', name: '已解决', takes: ({ status }) => status === 'solved' },
]

export function errorsView(page: ErrorsPage, moment: Moment, query: PageQuery): ErrorsView {
  const events = page.incidents.map(({ from, name }) => ({ at: from, name: name.replace(/\n/g, '') }))
  const columns = errorColumns(page.chart, page, events.slice(-1))
  const chosen = filters.find(({ id }) => id === query.filter) ?? filters[0]!
  const groups = page.groups.filter(chosen.takes)
  return {
    head: headOfPage(page, freshnessOf(page, moment.now)),
    figures: [
      figureOf(page.users, { label: '碰到的顾客', unit: '位', number: grouped, compare: more('位') }),
      figureOf(page.count, { label: '次数', unit: '次', number: grouped, compare: more('次') }),
    ],
    columns,
    columnsTitle: columns === null ? '' : stepTitle(columns),
    rate: rateWords(page),
    ranges: rangeChips(query, page.zone),
    filters: {
      items: filters.map(({ id, name, takes }) => ({ id, name: `${name} ${page.groups.filter(takes).length}` })),
      current: chosen.id,
    },
    groups: groups.slice(0, rowsDrawn(query)).map((group) => groupRow(group, moment.now, page.zone)),
    none: groups.length > 0 ? '' : page.groups.length > 0 ? '这里一个也没有' : '这段时间小程序没出错',
    demo: page.demo,
  }
}

const perHundred = (rate: number): string => `${Math.round(rate * 1000) / 10} 次`

function rateWords({ rate }: ErrorsPage): string {
  if (rate.value === null) return ''
  const before = rate.before === null ? '' : `，${rate.beforeLabel} ${perHundred(rate.before)}`
  return `每 100 次打开出 ${perHundred(rate.value)}${before}`
}
