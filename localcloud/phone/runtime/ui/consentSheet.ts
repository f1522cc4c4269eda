import { drawOver, make, makeMask } from './overlay'

/** WeChat's question before messages may be sent. @returns whether 允许 was tapped */
export function askConsent(count: number): Promise<boolean> {
  return new Promise((resolve) => {
    const refuse = make('button', 'cancel', '取消')
    const allow = make('button', 'confirm', '允许')
    const sheet = makeMask(
      'sheet',
      '订阅消息',
      make('p', 'sheet-title', `小程序想给你发 ${count} 种消息`),
      make('footer', '', refuse, allow),
    )
    sheet.classList.add('consent')
    const answer = (accepted: boolean) => () => {
      remove()
      resolve(accepted)
    }
    refuse.addEventListener('click', answer(false))
    allow.addEventListener('click', answer(true))
    const remove = drawOver(sheet)
  })
}
