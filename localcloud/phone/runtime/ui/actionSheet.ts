import { drawOver, make, makeMask } from './overlay'

/** WeChat's list of choices from the bottom. @returns the tapped index, or null for 取消 */
export function askAction(items: string[], color?: string, title?: string): Promise<number | null> {
  return new Promise((resolve) => {
    const answer = (index: number | null) => () => {
      remove()
      resolve(index)
    }
    const buttons = items.map((text, index) => {
      const button = make('button', 'choice', text)
      if (color) button.style.color = color
      button.addEventListener('click', answer(index))
      return button
    })
    const cancel = make('button', 'choice cancel', '取消')
    cancel.addEventListener('click', answer(null))
    const heading = title ? [make('p', 'sheet-title', title)] : []
    const mask = makeMask('sheet', title ?? '选择', ...heading, ...buttons, cancel)
    mask.addEventListener('click', (event) => {
      if (event.target === mask) answer(null)()
    })
    const remove = drawOver(mask)
  })
}
