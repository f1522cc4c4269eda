import { drawOver, make, makeMask } from './overlay'

/** WeChat's menu for a picture: the picture and what can be done with it. @returns the tapped index, null for 取消 */
export function showPicture(path: string, choices: string[]): Promise<number | null> {
  return new Promise((resolve) => {
    const answer = (index: number | null) => () => {
      remove()
      resolve(index)
    }
    const image = make('img', 'picture')
    image.src = path
    image.alt = '要转发的图片'
    const buttons = [...choices, '取消'].map((text, index) => {
      const button = make('button', text === '取消' ? 'choice cancel' : 'choice', text)
      button.addEventListener('click', answer(text === '取消' ? null : index))
      return button
    })
    const remove = drawOver(makeMask('sheet', '转发图片', image, ...buttons))
  })
}
