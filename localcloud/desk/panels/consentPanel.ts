import { make, segments } from '../dom'
import type { Panel } from './desk'

const ANSWERS = [
  ['accept', '同意'],
  ['reject', '拒绝'],
  ['ban', '被封'],
] as const

/** What WeChat's consent sheet answers on the phones. */
export function consentPanel(): Panel {
  const element = make('section', 'consent')
  element.setAttribute('aria-label', '授权框的回答')
  return {
    element,
    watches: (state) => state.consent,
    draw({ state, control, act }) {
      element.replaceChildren(
        make('div', 'small', '下次点「充能」时，微信的授权框回答'),
        segments('wide', ANSWERS, state.consent, (next) => act(() => control.post('consent', { next }))),
      )
    },
  }
}
