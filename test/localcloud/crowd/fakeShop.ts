import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import type { BatchV1 } from '../../../contract/batch'
import { batchSchema } from '../../../contract/schemas/batch'
import { type Clock, createClock } from '../../../localcloud/clock/clock'
import type { PhoneCloud } from '../../../localcloud/crowd/phone'

/** The SDK as the build makes it, in a file of its own. */
export function buildSdk(): string {
  const outfile = join(mkdtempSync(join(tmpdir(), 'crowd-')), 'kandian.js')
  const entry = join(__dirname, '..', '..', '..', 'miniprogram', 'sdk', 'index.ts')
  buildSync({ entryPoints: [entry], outfile, bundle: true, platform: 'neutral', target: 'es2018', format: 'cjs' })
  return outfile
}

/** A cloud of maps: the shop's function, `collect`, and payments that go as told. */
export interface FakeShop {
  cloud: PhoneCloud
  clock: Clock
  /** who called what, in order */
  calls: string[]
  batches: BatchV1[]
  orders: Map<string, { _id: string; status: string }>
  payment: { errMsg: string; silent?: true }
  shopDown: boolean
}

const refused = { errCode: -504002, errMsg: 'cloud.callFunction:fail -504002' }

export function fakeShop(time: string): FakeShop {
  const clock = createClock({ now: Date.parse(`2026-11-18T${time}:00+08:00`), frozen: true })
  const actions: Record<string, (event: { order?: string; to?: string }) => unknown> = {
    menu: () => ({ dishes: [{ _id: 'noodles' }, { _id: 'soup' }, { _id: 'egg', soldOut: true }] }),
    submit: () => {
      const _id = `order-${shop.orders.size}`
      shop.orders.set(_id, { _id, status: 'submitted' })
      return { order: { _id } }
    },
    pay: ({ order }) => ({ payment: { package: order } }),
    order: ({ order }) => ({ order: shop.orders.get(String(order)) }),
    kitchen: () => ({ orders: [...shop.orders.values()].filter(({ status }) => /paid|accepted|ready/.test(status)) }),
    advance: ({ order, to }) => {
      const found = shop.orders.get(String(order))
      if (found) found.status = String(to)
    },
  }
  const shop: FakeShop = {
    clock,
    calls: [],
    batches: [],
    orders: new Map(),
    payment: { errMsg: 'requestPayment:ok' },
    shopDown: false,
    cloud: {
      clock,
      async call(openid, name, event) {
        const { action, batch } = event as { action?: string; batch?: unknown }
        shop.calls.push(`${clock.now()} ${openid} ${name} ${action ?? ''}`)
        if (name === 'collect') {
          shop.batches.push(batchSchema.parse(JSON.parse(JSON.stringify(batch))))
          const steering = { intervalMs: 60_000, sample: 1, pauseUntil: 0, now: clock.now() }
          return { result: { ok: true, value: { accepted: 1, dropped: {}, steering } }, requestID: '1' }
        }
        if (shop.shopDown) throw refused
        return { result: { ok: true, value: actions[action as string]?.(event as never) }, requestID: '1' }
      },
      async pay(_, payment) {
        const order = shop.orders.get((payment as { package: string }).package)
        if (order && shop.payment.errMsg === 'requestPayment:ok') order.status = 'paid'
        return shop.payment
      },
    },
  }
  return shop
}
