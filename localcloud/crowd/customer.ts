import { FAULTS } from './faults'
import { drawCart, HABITS } from './habits'
import type { Phone, PhoneCloud } from './phone'
import type { Random } from './random'

const SECOND_MS = 1_000

interface Visit {
  phone: Phone
  clock: PhoneCloud['clock']
  random: Random
  slowness: number
  /** of all who come, so many mean to order */
  orders: boolean
  left: () => void
}

type Menu = { _id: string; soldOut?: boolean }[]
type ShopAnswer<T> = { ok: true; value: T } | { ok: false; error: { code: string } }

/**
 * One visit, step by step on the virtual clock: open, browse, fill the cart, submit, pay, look whether it is being
 * cooked, leave. Each step ends before the next is planned, so that the clock can wait for it.
 */
export function beginVisit(visit: Visit): void {
  const { phone, clock, random, slowness } = visit
  const after = (fromSeconds: number, toSeconds: number, step: () => Promise<void> | void) =>
    clock.schedule(clock.now() + Math.round(random.between(fromSeconds, toSeconds) * SECOND_MS), step)
  const leave = () => {
    phone.hide()
    visit.left()
  }
  const measure = (what: keyof typeof MEASURED, page: string) => {
    const { median, spread } = HABITS[what]
    phone.measured(MEASURED[what], page, Math.round(random.logNormal(median * slowness, spread)))
  }
  const ask = async <T>(data: object): Promise<T | undefined> => {
    const answer = await phone.callFunction('shop', data).catch(() => undefined)
    const read = answer as ShopAnswer<T> | undefined
    return read?.ok ? read.value : undefined
  }

  const open = async (mayRepeat: boolean) => {
    if (mayRepeat) {
      measure('launch', MENU_PAGE)
      measure('render', MENU_PAGE)
    }
    const menu = await ask<{ dishes: Menu; open?: boolean }>({ action: 'menu' })
    if (menu) {
      phone.order('browse')
      if (random.chance(HABITS.meetsFault)) phone.fails(random.pick(FAULTS))
      if (visit.orders && menu.open !== false) after(12, 60, () => fillCart(menu.dishes))
      else after(8, 70, leave)
    } else if (mayRepeat && random.chance(HABITS.asksAgain)) after(2, 6, () => open(false))
    else after(1, 4, leave)
  }
  const fillCart = (dishes: Menu) => {
    const items = drawCart(random, dishes)
    phone.order('cart')
    after(5, 25, () => {
      measure('route', CHECKOUT_PAGE)
      measure('render', CHECKOUT_PAGE)
      after(4, 15, () => submit(items, true))
    })
  }
  const submit = async (items: object[], mayRepeat: boolean) => {
    const placed = await ask<{ order: { _id: string; atCounter?: boolean } }>({
      action: 'submit',
      items,
      address: '翠苑一区 3 幢',
    })
    phone.order('submit', { failed: placed === undefined, order: placed?.order._id })
    if (placed?.order.atCounter) after(3, 6, () => watch(placed.order._id))
    else if (placed) after(0.2, 1, () => pay(placed.order._id, true))
    else if (mayRepeat && random.chance(HABITS.asksAgain)) after(2, 8, () => submit(items, false))
    else after(2, 8, leave)
  }
  const pay = async (order: string, mayRepeat: boolean) => {
    const prepared = await ask<{ payment: object }>({ action: 'pay', order })
    phone.order('pay', { failed: prepared === undefined, order })
    const result = prepared && (await phone.requestPayment(prepared.payment, random.chance(HABITS.cancels)))
    if (result === 'requestPayment:ok') {
      phone.order('paid', { order })
      after(3, 6, () => watch(order))
    } else if (mayRepeat && random.chance(HABITS.paysAgain)) after(4, 15, () => pay(order, false))
    else after(3, 12, leave)
  }
  const watch = async (order: string) => {
    measure('route', ORDER_PAGE)
    await ask({ action: 'order', order })
    after(10, 40, leave)
  }

  clock.track(open(true))
}

const MEASURED = { launch: 'appLaunch', render: 'firstRender', route: 'route' } as const
const MENU_PAGE = 'pages/menu/index'
const CHECKOUT_PAGE = 'pages/checkout/index'
const ORDER_PAGE = 'pages/order/index'
