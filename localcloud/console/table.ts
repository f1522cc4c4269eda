import { make } from '../desk/dom'

export type Cell = string | Node

export interface Row {
  cells: Cell[]
  className?: string
  /** makes the row a button of its own */
  choose?: () => void
}

/** Columns whose heading ends with `#` hold numbers. */
export function table(label: string, headings: readonly string[], rows: readonly Row[], empty: string): HTMLElement {
  const isNumber = headings.map((heading) => heading.endsWith('#'))
  const head = make('tr', '', ...headings.map((heading, at) => cell('th', heading.replace(/#$/, ''), isNumber[at])))
  const body = make('tbody', '', ...rows.map((row) => drawRow(row, isNumber)))
  const element = make('table', '', make('thead', '', head), body)
  element.setAttribute('aria-label', label)
  return rows.length > 0 ? element : make('div', '', element, make('p', 'empty small', empty))
}

function drawRow({ cells, className = '', choose }: Row, isNumber: readonly boolean[]): HTMLElement {
  const row = make('tr', className, ...cells.map((content, at) => cell('td', content, isNumber[at])))
  if (!choose) return row
  row.classList.add('choosable')
  row.tabIndex = 0
  row.addEventListener('click', choose)
  row.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target === row) choose()
  })
  return row
}

function cell(tag: 'td' | 'th', content: Cell, isNumber: boolean | undefined): HTMLElement {
  return make(tag, isNumber ? 'number' : '', content)
}
