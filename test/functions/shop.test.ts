import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import dishes from '../../database/seed/dishes.json'
import { type LocalCloud, startLocalCloud } from '../../localcloud/localCloud'
import { built } from '../../tools/build/freshness'

const NOON = Date.parse('2026-11-25T12:00:00+08:00')
const LAN = 'openid-lan'
const CUSTOMER = 'openid-customer'

interface Reply {
  ok: boolean
  value?: {
    order: { _id: string; no: string; status: string; amountFen: number; paidAt: number | null }
    payment: object
    orders: unknown[]
    dishes: unknown[]
  }
  error?: { code: string; message: string }
}

let cloud: LocalCloud
let folder: string

const ask = async (openid: string, event: object): Promise<Reply> =>
  (await cloud.call(openid, 'shop', event)).result as Reply

async function submitted(items: object = [{ dish: 'beef-noodles', count: 2 }]): Promise<string> {
  const { value } = await ask(CUSTOMER, { action: 'submit', items })
  return value!.order._id
}

async function paid(): Promise<string> {
  const id = await submitted()
  const { value } = await ask(CUSTOMER, { action: 'pay', order: id })
  await cloud.pay(CUSTOMER, value!.payment)
  return id
}

const statusOf = async (id: string) => (await ask(CUSTOMER, { action: 'order', order: id })).value?.order.status

/** A function of the same environment that passes on to the shop what it is told. */
function writeMender(place: string): void {
  mkdirSync(join(place, 'functions', 'mender'), { recursive: true })
  const sdk = JSON.stringify(require.resolve('wx-server-sdk'))
  const code = `const cloud = require(${sdk}); cloud.init()
exports.main = async (data) => (await cloud.callFunction({ name: 'shop', data })).result`
  writeFileSync(join(place, 'functions', 'mender', 'index.js'), code)
}

const mend = async (event: object): Promise<Reply> => (await cloud.call(LAN, 'mender', event)).result as Reply

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kandian-shop-'))
  writeMender(folder)
  cloud = await startLocalCloud({
    folder,
    functions: [built('functions'), join(folder, 'functions')],
    now: NOON,
    frozen: true,
  })
  const insert = (collectionName: string, documents: object[]) =>
    cloud.database.handle({
      action: 'database.insertDocument',
      collectionName,
      data: documents.map((d) => JSON.stringify(d)),
    })
  await insert('dishes', [...dishes, { ...dishes[0], _id: 'gone', name: '羊肉泡馍', soldOut: true, place: 99 }])
  await insert('staff', [{ _id: 'lan', openid: LAN, name: '兰姨', role: 'owner', stores: ['wensan'], removed: false }])
})

afterAll(async () => {
  await cloud.close()
  rmSync(folder, { recursive: true, force: true })
})

test('the menu shows the dishes in the shop’s order', async () => {
  const { value } = await ask(CUSTOMER, { action: 'menu' })
  expect((value!.dishes as { name: string }[]).map((dish) => dish.name).slice(0, 2)).toEqual([
    '招牌牛肉面',
    '红烧牛肉面',
  ])
})

test('an order costs what the menu says, whatever the phone claims', async () => {
  const { value } = await ask(CUSTOMER, {
    action: 'submit',
    items: [
      { dish: 'beef-noodles', count: 2, priceFen: 1 },
      { dish: 'egg', count: 1 },
    ],
    amountFen: 1,
  })
  expect(value!.order).toMatchObject({ amountFen: 2 * 2800 + 600, status: 'submitted', paidAt: null })
})

test('WeChat Pay’s notice, not the phone, makes an order paid, at the database’s time', async () => {
  const id = await paid()
  expect((await ask(CUSTOMER, { action: 'order', order: id })).value!.order).toMatchObject({
    status: 'paid',
    paidAt: NOON,
  })
})

test('a customer who forges the notice of a payment pays nothing', async () => {
  const id = await submitted()
  await ask(CUSTOMER, { outTradeNo: id, resultCode: 'SUCCESS', returnCode: 'SUCCESS' })
  expect(await statusOf(id)).toBe('submitted')
})

test('the kitchen accepts, cooks and delivers, in that order only', async () => {
  const id = await paid()
  expect((await ask(LAN, { action: 'advance', order: id, to: 'ready' })).error?.code).toBe('conflict')
  for (const to of ['accepted', 'ready', 'delivered']) {
    expect((await ask(LAN, { action: 'advance', order: id, to })).value?.order.status).toBe(to)
  }
  expect((await ask(LAN, { action: 'kitchen' })).value!.orders).not.toContainEqual(expect.objectContaining({ _id: id }))
})

test('a customer can cancel before paying and not after', async () => {
  const open = await submitted()
  expect((await ask(CUSTOMER, { action: 'cancel', order: open })).value?.order.status).toBe('cancelled')
  const done = await paid()
  expect((await ask(CUSTOMER, { action: 'cancel', order: done })).error?.code).toBe('conflict')
  expect(await statusOf(done)).toBe('paid')
})

describe('remedies', () => {
  test('pausing takes no orders until it is resumed, however often either is asked', async () => {
    for (const _ of [1, 2]) await mend({ action: 'pause' })
    expect((await ask(CUSTOMER, { action: 'menu' })).value).toMatchObject({ open: false })
    expect((await ask(CUSTOMER, { action: 'submit', items: [{ dish: 'egg', count: 1 }] })).error?.code).toBe('paused')
    for (const _ of [1, 2]) await mend({ action: 'resume' })
    expect((await ask(CUSTOMER, { action: 'menu' })).value).toMatchObject({ open: true })
    expect(await statusOf(await submitted())).toBe('submitted')
  })

  test('an order to be paid at the counter is paid there and cooked, not paid on the phone', async () => {
    await mend({ action: 'payAtCounter' })
    const id = await submitted()
    await mend({ action: 'payOnPhone' })
    expect((await ask(CUSTOMER, { action: 'pay', order: id })).error?.code).toBe('conflict')
    expect((await ask(LAN, { action: 'kitchen' })).value!.orders).toContainEqual(expect.objectContaining({ _id: id }))
    expect((await ask(LAN, { action: 'advance', order: id, to: 'paid' })).value?.order).toMatchObject({ paidAt: NOON })
    const onPhone = await submitted()
    expect((await ask(LAN, { action: 'advance', order: onPhone, to: 'paid' })).error?.code).toBe('conflict')
  })

  test('a hidden dish is sold out, and back on the menu', async () => {
    await mend({ action: 'hideDish', dish: 'egg' })
    expect((await ask(CUSTOMER, { action: 'submit', items: [{ dish: 'egg', count: 1 }] })).error?.code).toBe('sold_out')
    await mend({ action: 'showDish', dish: 'egg' })
    expect(await statusOf(await submitted([{ dish: 'egg', count: 1 }]))).toBe('submitted')
  })

  test.each(['pause', 'payAtCounter', 'hideDish'])(
    '%s is no action for a phone, not even the owner’s',
    async (action) => {
      expect((await ask(LAN, { action, dish: 'egg' })).error?.code).toBe('bad_request')
      expect((await ask(CUSTOMER, { action: 'menu' })).value).toMatchObject({ open: true })
    },
  )
})

test.each<[string, string, object, string]>([
  ['somebody else’s order', 'openid-stranger', { action: 'order', order: 'ORDER' }, 'not_found'],
  ['an operator where an id belongs', CUSTOMER, { action: 'order', order: { $ne: '' } }, 'bad_request'],
  ['a customer in the kitchen', CUSTOMER, { action: 'kitchen' }, 'forbidden'],
  ['a customer who advances an order', CUSTOMER, { action: 'advance', order: 'ORDER', to: 'accepted' }, 'forbidden'],
  ['an unknown action', CUSTOMER, { action: 'constructor' }, 'bad_request'],
  ['an empty cart', CUSTOMER, { action: 'submit', items: [] }, 'bad_request'],
  ['half a portion', CUSTOMER, { action: 'submit', items: [{ dish: 'egg', count: 0.5 }] }, 'bad_request'],
  [
    'a dish that is not on the menu',
    CUSTOMER,
    { action: 'submit', items: [{ dish: 'caviar', count: 1 }] },
    'bad_request',
  ],
  ['a dish that is sold out', CUSTOMER, { action: 'submit', items: [{ dish: 'gone', count: 1 }] }, 'sold_out'],
])('refused: %s', async (_case, openid, event, code) => {
  const id = await submitted()
  const asked = JSON.parse(JSON.stringify(event).replace('ORDER', id)) as object
  const reply = await ask(openid, asked)
  expect(reply.error?.code).toBe(code)
  expect(await statusOf(id)).toBe('submitted')
})
