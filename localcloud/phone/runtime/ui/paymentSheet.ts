import { drawOver, make, makeMask } from './overlay'

/** WeChat Pay's sheet, drawn. @returns whether 确认支付 was tapped */
export function askPayment(): Promise<boolean> {
  return new Promise((resolve) => {
    const close = make('button', 'close', '×')
    close.setAttribute('aria-label', '取消支付')
    const confirm = make('button', 'pay', '确认支付')
    const sheet = makeMask(
      'sheet',
      '微信支付',
      make('header', '', close, make('b', '', '微信支付')),
      make('p', 'pay-to', '付给这家店'),
      make('p', 'pay-note', '本机模拟，不会真的扣钱'),
      confirm,
    )
    sheet.classList.add('payment')
    const answer = (paid: boolean) => () => {
      remove()
      resolve(paid)
    }
    close.addEventListener('click', answer(false))
    confirm.addEventListener('click', answer(true))
    const remove = drawOver(sheet)
  })
}
