import type { ExperiencePage, PageRow } from '../../../../contract/pages/experience'
import { grouped } from '../../format/grouped'
import { percent } from '../../format/percent'
import { seconds } from '../../format/seconds'
import { cut } from '../chosen'
import { pagePath } from '../errors/pagePath'
import type { PageQuery } from '../pageQuery'
import { cell, type TableCell, type TableColumn, type TableRow, tableRow } from '../table'

export interface PageTable {
  columns: TableColumn[]
  rows: TableRow[]
  more: string
}

const fewRows = 6
/** Felt by so many openings, a page is worth a look. */
const jankyShare = 0.04

const pageColumns: TableColumn[] = [
  { title: '打开', width: 64 },
  { title: 'setData 最长', width: 84 },
  { title: '卡顿', width: 48 },
]

/** Every page: how long it takes to open, its slowest update, how often it could be felt. */
export function pageTable(pages: readonly PageRow[], query: PageQuery): PageTable {
  const { shown, more } = cut(pages, fewRows, '页', query, 'pages')
  return { columns: pageColumns, rows: shown.map(rowOf), more }
}

const timed = (ms: number | null): TableCell => (ms === null ? cell('没数据', 'ink-2') : cell(`${seconds(ms)} 秒`))

function rowOf({ page, routeMs, renderMs, setData, jankShare, blank }: PageRow): TableRow {
  const janky = jankShare !== null && jankShare > jankyShare
  return tableRow(pageColumns, {
    key: page,
    icon: '',
    name: nameOfPage(page),
    code: pagePath(page),
    note: blank > 0 ? `白屏 ${blank} 次` : '',
    cells: [
      timed(routeMs ?? renderMs),
      setData === null ? cell('没数据', 'ink-2') : cell(`${Math.round(setData.maxMs)} 毫秒`),
      jankShare === null ? cell('没数据', 'ink-2') : cell(percent(jankShare), janky ? 'word-warn' : '', janky),
    ],
    opens: false,
  })
}

/** 'pages/menu/index' → 'menu' */
const nameOfPage = (page: string): string =>
  page
    .split('/')
    .filter((part) => part !== 'pages' && part !== 'index' && part !== '')
    .pop() ?? page

const componentColumns: TableColumn[] = [
  { title: '95% 在', width: 68 },
  { title: '最长', width: 68 },
  { title: '次数', width: 56 },
]

/** Which component's updates cost a frame or more. */
export const componentTable = (components: ExperiencePage['components']): PageTable => ({
  columns: componentColumns,
  rows: components.slice(0, fewRows).map(({ label, count, p95Ms, maxMs }) =>
    tableRow(componentColumns, {
      key: label,
      icon: '',
      name: pagePath(label),
      code: '',
      note: '',
      cells: [cell(`${Math.round(p95Ms)} 毫秒`), cell(`${Math.round(maxMs)} 毫秒`), cell(grouped(count), 'ink-2')],
      opens: false,
    }),
  ),
  more: '',
})
