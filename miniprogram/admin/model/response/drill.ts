import type { ContextName, ContextRow } from '../../../../contract/pages/parts'
import type { ResponsePage } from '../../../../contract/pages/response'
import type { PageQuery } from '../pageQuery'
import { type TableColumn, type TableRow, tableRow } from '../table'
import { answerCells, answerColumns } from './answerCells'
import { contextName } from './steadiness'

/** 分开看: the same numbers by what the phones have in common. */
export interface Drill {
  items: { id: ContextName; name: string }[]
  current: ContextName
  columns: TableColumn[]
  rows: TableRow[]
}

const offered: ContextName[] = ['network', 'device', 'release', 'region', 'hour', 'platform', 'carrier', 'area']

export function drillOf(breakdowns: ResponsePage['breakdowns'], query: PageQuery): Drill {
  const known = offered.filter((context) => (breakdowns[context]?.length ?? 0) > 0)
  const current = known.find((context) => context === query.by) ?? known[0] ?? 'network'
  return {
    items: known.map((id) => ({ id, name: id === 'hour' ? '小时' : contextName[id] })),
    current,
    columns: answerColumns,
    rows: (breakdowns[current] ?? []).map(rowOf),
  }
}

const rowOf = ({ value, title, attempts, p95Ms }: ContextRow): TableRow =>
  tableRow(answerColumns, {
    key: value,
    icon: '',
    name: title,
    code: '',
    note: '',
    cells: answerCells(p95Ms, attempts, ''),
    opens: false,
  })
