import { drawOver, make, makeMask } from './overlay'

export interface ModalOptions {
  title: string
  content: string
  showCancel: boolean
  cancelText: string
  confirmText: string
  cancelColor?: string
  confirmColor?: string
  editable: boolean
  placeholderText: string
}

/** WeChat's dialog. @returns what was tapped, and the text that was typed into an editable one */
export function askModal(options: ModalOptions): Promise<{ confirm: boolean; content: string }> {
  return new Promise((resolve) => {
    const field = make('textarea', 'modal-field')
    field.value = options.editable ? options.content : ''
    field.placeholder = options.placeholderText
    const answer = (confirm: boolean) => () => {
      remove()
      resolve({ confirm, content: field.value })
    }
    const button = (text: string, color: string | undefined, confirm: boolean) => {
      const element = make('button', confirm ? 'confirm' : 'cancel', text)
      if (color) element.style.color = color
      element.addEventListener('click', answer(confirm))
      return element
    }
    const buttons = make('footer', '')
    if (options.showCancel) buttons.append(button(options.cancelText, options.cancelColor, false))
    buttons.append(button(options.confirmText, options.confirmColor, true))
    const parts: Node[] = []
    if (options.title) parts.push(make('h2', '', options.title))
    parts.push(options.editable ? field : make('p', '', options.content), buttons)
    const remove = drawOver(makeMask('box', options.title || options.content, ...parts))
  })
}
