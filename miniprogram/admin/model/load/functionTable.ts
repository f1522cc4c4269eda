import type { FunctionRow } from '../../../../contract/pages/load'
import { counted } from '../../format/counted'
import { grouped } from '../../format/grouped'
import { secondsText } from '../../format/seconds'
import { cut } from '../chosen'
import type { PageQuery } from '../pageQuery'
import { cell, type TableColumn, type TableRow, tableRow } from '../table'

const columns: TableColumn[] = [
  { title: '次数', width: 48 },
  { title: '95% 在', width: 58 },
  { title: '冷启动', width: 46 },
]
const memoryColumn: TableColumn = { title: '内存 MB', width: 60 }

export interface FunctionTable {
  columns: TableColumn[]
  rows: TableRow[]
  more: string
}

const fewRows = 5
/** In ms: a run this long is worth bold type. */
const slowMs = 1000

/** The cloud functions, as they saw themselves. Memory has a column where any of them told it: names need the room. */
export function functionTable(functions: readonly FunctionRow[], query: PageQuery): FunctionTable {
  const { shown, more } = cut(functions, fewRows, '个', query, 'functions')
  const all = shown.some(({ memoryMb }) => memoryMb !== null) ? [...columns, memoryColumn] : columns
  return { columns: all, rows: shown.map((row) => rowOf(row, all)), more }
}

function rowOf(
  { label, name, count, failed, p95Ms, coldStarts, memoryMb, memoryLimitMb, own }: FunctionRow,
  all: TableColumn[],
): TableRow {
  const memory = memoryMb === null ? '–' : `${Math.round(memoryMb)}${memoryLimitMb === null ? '' : `/${memoryLimitMb}`}`
  return tableRow(all, {
    key: label,
    icon: failed > 0 ? 'warn' : '',
    name: name ?? (own ? '看店自己' : label),
    code: name !== null || own ? label : '',
    note: failed > 0 ? `${grouped(failed)} 次出错` : '',
    cells: [
      cell(counted(count)),
      p95Ms === null ? cell('–', 'ink-2') : cell(secondsText(p95Ms), '', p95Ms > slowMs),
      cell(grouped(coldStarts)),
      cell(memory, 'ink-2'),
    ].slice(0, all.length),
    opens: false,
  })
}
