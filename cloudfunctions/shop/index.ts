/**
 * The sample shop's own cloud function: what any takeout shop has, and what Kandian watches. It knows nothing of
 * Kandian but that a function of the same environment may call its remedies.
 */
import { type Caller, ShopError } from './caller'
import { cloud } from './cloud'
import { advance, kitchen } from './kitchen'
import { menu } from './menu'
import { cancel, mine, orderOf, submit } from './ordering'
import { pay, paymentNotice } from './payment'
import { refund } from './refund'
import { isRemedy, runRemedy } from './remedies'
import { review, reviews } from './reviews'
import { soldOut } from './soldOut'

type Action = (caller: Caller, event: Record<string, unknown>) => Promise<unknown>

const actions: Record<string, Action> = {
  menu,
  submit,
  pay,
  order: orderOf,
  mine,
  cancel,
  kitchen,
  advance,
  refund,
  soldOut,
  review,
  reviews,
}

/** What tells nothing of anybody also answers functions of this environment, so that it can be tried without a customer. */
const OPEN_TO_ALL = 'menu'

/**
 * @param event {action, …} from a customer or the staff, or WeChat Pay's notice of a payment
 * @returns {ok: true, value} or {ok: false, error: {code, message}} with a message for the customer
 */
export async function main(event: Record<string, unknown>): Promise<unknown> {
  const { OPENID, SOURCE } = cloud.getWXContext()
  if (SOURCE === 'wx_paycallback') return paymentNotice(event)
  const name = String(event?.action)
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined
  try {
    if (isRemedy(name, SOURCE ?? '')) return { ok: true, value: await runRemedy(name, event) }
    if (!OPENID && name !== OPEN_TO_ALL) throw new ShopError('unauthenticated', '请在微信里打开')
    if (!action) throw new ShopError('bad_request', '没有这个操作')
    return { ok: true, value: await action({ openid: OPENID ?? '' }, event) }
  } catch (failure) {
    if (failure instanceof ShopError) return { ok: false, error: { code: failure.code, message: failure.message } }
    throw failure
  }
}
