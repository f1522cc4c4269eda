import type { Placed } from '../../orders/totals'
import { ENOUGH, type Judged, judged, type LightInput, SEVERAL } from './lightInput'

/** Shares of payments that went through, as the rules have them (database/rules/paymentSuccess) and a step above. */
const BROKEN = 0.5
const SHAKY = 0.9

/**
 * 交易: do those who want to pay get through, by the phones and by the shop's own orders: phones that cannot report, or
 * believe that a payment went through, do not make it green. While all is well, the server's truth of today is told.
 */
export function transactionsLight({ recent, today, lately, open }: LightInput): Judged {
  const pay = recent.of(['pay'])
  const attempts = pay.ok + pay.failed
  const users = pay.users.size
  const share = attempts === 0 ? 1 : pay.ok / attempts
  if (share < BROKEN && pay.failedUsers.size >= SEVERAL) {
    const paid = Math.min(pay.ok, users)
    return judged('crit', paid === 0 ? `${users} 位要付款，一位都没付成` : `${users} 位要付款，只有 ${paid} 位付成`)
  }
  if (share < SHAKY && pay.failedUsers.size >= SEVERAL)
    return judged('warn', `${pay.failedUsers.size} 位顾客付款没一次付成`)
  const unpaid = lately === null ? null : unpaidLight(lately)
  if (unpaid !== null) return unpaid
  if (today === null) return judged('none', '还没读到订单，没数据')
  if (today.created === 0) return open ? judged('ok', '今天还没有人下单') : judged('none', '打烊了，今天没有单')
  const created = Math.max(today.created, today.paid)
  return judged('ok', `${created} 位要付款，${today.paid === created ? '都付成了' : `${today.paid} 位付成了`}`)
}

function unpaidLight({ made, paid }: Placed): Judged | null {
  const unpaid = made - paid
  if (unpaid < SEVERAL || paid / made >= BROKEN) return null
  const sentence = paid === 0 ? `刚才 ${made} 单，一单都没付钱` : `刚才 ${made} 单，只有 ${paid} 单付了钱`
  return judged(unpaid >= ENOUGH ? 'crit' : 'warn', sentence)
}
