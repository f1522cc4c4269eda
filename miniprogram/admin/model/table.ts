export interface TableColumn {
  title: string
  /** px */
  width: number
}

export interface TableCell {
  /** title of its column */
  column: string
  text: string
  strong: boolean
  /** class of the colour: ink-2, word-warn, word-crit; empty for ink */
  tone: '' | 'ink-2' | 'word-warn' | 'word-crit'
}

export interface TableRow {
  key: string
  icon: 'warn' | 'crit' | ''
  name: string
  /** the engineer's name of it; empty for none */
  code: string
  /** a word of warning under the name; empty for none */
  note: string
  cells: TableCell[]
  /** leads somewhere */
  opens: boolean
  spoken: string
}

export const cell = (text: string, tone: TableCell['tone'] = '', strong = false): TableCell => ({
  column: '',
  text,
  strong,
  tone,
})

/** @param row without what it says aloud: its columns are read with their numbers */
export function tableRow(columns: TableColumn[], row: Omit<TableRow, 'spoken'>): TableRow {
  const numbers = row.cells.map(({ text }, at) => `${columns[at]?.title ?? ''} ${text}`)
  const words = [row.name, row.note, ...numbers].filter((word) => word !== '')
  const cells = row.cells.map((one, at) => ({ ...one, column: columns[at]?.title ?? '' }))
  return { ...row, cells, spoken: words.join('，') }
}
