import { drawOver, make, makeMask } from './overlay'

export interface ColumnQuestion {
  title: string
  columns: string[][]
  /** chosen index in each column */
  chosen: number[]
  onColumn(column: number, index: number): void
}

/** The wheels of <picker>, as lists. @returns the chosen index of each column, or null for 取消 */
export function askColumns({ title, columns, chosen, onColumn }: ColumnQuestion): Promise<number[] | null> {
  return new Promise((resolve) => {
    const answer = [...chosen]
    const cancel = make('button', 'cancel', '取消')
    const confirm = make('button', 'confirm', '确定')
    const lists = columns.map((labels, column) => {
      const list = make('div', 'column')
      list.setAttribute('role', 'listbox')
      labels.forEach((label, index) => {
        const option = make('button', '', label)
        option.setAttribute('role', 'option')
        option.setAttribute('aria-selected', String(index === answer[column]))
        option.addEventListener('click', () => {
          list.querySelector('[aria-selected=true]')?.setAttribute('aria-selected', 'false')
          option.setAttribute('aria-selected', 'true')
          answer[column] = index
          onColumn(column, index)
        })
        list.append(option)
      })
      return list
    })
    const head = make('header', '', cancel, make('b', '', title), confirm)
    const remove = drawOver(makeMask('sheet', title || '选择', head, make('div', 'columns', ...lists)))
    for (const list of lists) list.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'center' })
    cancel.addEventListener('click', () => {
      remove()
      resolve(null)
    })
    confirm.addEventListener('click', () => {
      remove()
      resolve(answer)
    })
  })
}
