import type { ErrorCode } from '../../../contract/answer'
import { errorWord } from '../format/words'
import type { TopUp } from './topUp'

/** A short word over the page, gone by itself. */
export const tell = (words: string): void => void wx.showToast({ title: words, icon: 'none', duration: 2500 })

export const tellError = (code: ErrorCode): void => tell(errorWord[code])

const topUpWords: Record<TopUp, string> = {
  added: '好了，又能多收一条',
  refused: '没点允许，还是收不到',
  no_template: errorWord.template_missing,
  failed: '微信没弹出来，过一会儿再试',
}

export const tellTopUp = (outcome: TopUp): void => tell(topUpWords[outcome])
