/** What a failure of subscribeMessage.send means for the message. */
export type SendFailure =
  /** trying the same person again later may help */
  | 'retry'
  /** this person has no accept left, or refused: WeChat's word beats our ledger */
  | 'noCredit'
  /** this person cannot be reached at all */
  | 'badReceiver'
  /** the template or our values are at fault: nobody else would get it either */
  | 'badMessage'

/** The account has sent all it may today. */
export const DAILY_LIMIT = 45009

/** Source: WeChat's subscribeMessage.send, as listed in PLATFORM §5 and ALERTING §4. */
const meanings: Record<number, SendFailure> = {
  [-1]: 'retry', // busy
  43108: 'retry', // somebody else is sending to this person at this moment
  [DAILY_LIMIT]: 'retry',
  43101: 'noCredit',
  40003: 'badReceiver',
  40256: 'badReceiver', // 用工关系: not bound
  40257: 'badReceiver', // 用工关系: no openid
  50001: 'badReceiver', // 用工关系: takes no such messages
  43107: 'badMessage', // sending ability banned
  40037: 'badMessage', // no such template
  41030: 'badMessage', // no such page
  47003: 'badMessage', // a value is not valid
  [-604101]: 'badMessage', // the function was deployed without permission to send
  [-604104]: 'badMessage', // it was called by somebody who may not make it send
}

/** @param code WeChat's errcode; one we do not know is worth another try */
export const meaningOf = (code: number): SendFailure => meanings[code] ?? 'retry'
