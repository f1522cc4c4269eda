import type { ApiRow } from '../../../../contract/pages/response'
import { type Cut, cut } from '../chosen'
import type { PageQuery } from '../pageQuery'
import { type TableColumn, type TableRow, tableRow } from '../table'
import { answerCells, answerColumns } from './answerCells'

export interface ApiTable {
  columns: TableColumn[]
  rows: TableRow[]
  more: string
}

const fewRows = 5

/** What customers tapped, by what answered it; the worst first. */
export function apiTable(apis: readonly ApiRow[], query: PageQuery): ApiTable {
  const { shown, more }: Cut<ApiRow> = cut(apis, fewRows, '个', query, 'apis')
  return { columns: answerColumns, rows: shown.map(rowOf), more }
}

/** Which row of the answer a row of the table is. */
export const apiKey = ({ metric, label }: Pick<ApiRow, 'metric' | 'label'>): string => `${metric}:${label}`

function rowOf(api: ApiRow): TableRow {
  const { level, name, label, attempts, distribution } = api
  const bad = level === 'warn' || level === 'crit'
  return tableRow(answerColumns, {
    key: apiKey(api),
    icon: bad ? level : '',
    name: name ?? label,
    code: name === null ? '' : label,
    note: '',
    cells: answerCells(distribution?.p95Ms ?? null, attempts, bad ? `word-${level}` : ''),
    opens: true,
  })
}
