import type { OrderMapping } from '../../../../contract/orderMapping'
import { answerQuery } from '../../../../core/query/answerQuery'
import { handleAdmin } from '../../../../core/staff/handleAdmin'
import { alertedShop, fakeSettings, NOON, person } from '../../../fakes/alertedShop'
import type { FakePorts } from '../../../fakes/ports'

const owner = person('兰姨', 1)
const staff = person('阿强', 2)
const codes = { hash: (code: string, salt: string) => `${salt}${code}`, make: () => 'X' }

/** Four orders, of which one has no amount and one a status that the mapping does not know. */
const shop = (): FakePorts => {
  const ports = alertedShop()
  const order = (id: string, more: object = {}) => ({
    ...{ _id: id, createdAt: NOON - 60_000, updatedAt: NOON - 60_000, amount: 2800, status: '已付', pay: { at: NOON } },
    ...more,
  })
  ports.store.orders.push(
    order('o1', { updatedAt: NOON - 1_000 }),
    order('o2'),
    order('o3', { amount: null }),
    order('o4', { status: '奇怪' }),
  )
  return ports
}
const good: OrderMapping = {
  ...fakeSettings.orders,
  times: { ...fakeSettings.orders.times, paidAt: 'pay.at' },
  states: { 已付: 'paid' },
}
const { amount: _, ...withoutAmount } = good

const ask = async (ports: FakePorts, mapping?: unknown, viewer = owner): Promise<any> =>
  answerQuery(ports, viewer, { kind: 'orderMapping', store: 's1', ...(mapping === undefined ? {} : { mapping }) }, NOON)
const admin = async (ports: FakePorts, event: object, id = '兰姨'): Promise<any> =>
  handleAdmin(event, { ports, codes, caller: { id, openid: `openid-${id}` }, now: NOON })
const settingsOf = (ports: FakePorts) => ports.store.settings.get('main')

test('a mapping is held against the shop’s own orders: what is missing, what is unknown, and one as it would be read', async () => {
  const { value } = await ask(shop(), good)
  expect(value).toMatchObject({
    ...{ looked: 4, readable: 2, mayChange: true, mapping: good },
    example: { number: 'o1', amountFen: 2800, state: 'paid' },
  })
  expect(value.faults).toEqual([
    { fault: 'bad_amount', count: 1 },
    { fault: 'unknown_state', count: 1 },
  ])
  expect(value.fields.find(({ name }: { name: string }) => name === 'amount')).toEqual({
    ...{ name: 'amount', path: 'amount', missing: 1, unreadable: 0 },
  })
  expect(value.states).toEqual([
    { value: '已付', count: 3, state: 'paid' },
    { value: '奇怪', count: 1, state: null },
  ])
})

test('without a mapping the one in force is told, to staff too, who may not change it', async () => {
  const { value } = await ask(shop(), undefined, staff)
  expect(value).toMatchObject({ mapping: fakeSettings.orders, mayChange: false })
})

const BAD: [what: string, mapping: unknown, field: string, remedy: string | RegExp][] = [
  ['without an amount', withoutAmount, 'mapping.amount', /expected string/],
  ['in dollars', { ...good, amountUnit: 'usd' }, 'mapping.amountUnit', /"fen"\|"yuan"/],
  ['with an operator for a field', { ...good, createdAt: '$where' }, 'mapping.createdAt', 'like pay.time'],
  ['with a field as deep as a well', { ...good, amount: 'a.b.c.d.e.f' }, 'mapping.amount', 'like pay.time'],
  ['with a time that is no field', { ...good, times: { ...good.times, paidAt: 7 } }, 'mapping.times.paidAt', /string/],
  ['with a state we do not know', { ...good, states: { 已付: 'eaten' } }, 'mapping.states.已付', /"paid"/],
  ['of a collection of ours', { ...good, collection: 'staff' }, 'mapping.collection', 'is a collection of ours'],
  ['of no collection', { ...good, collection: 'a b' }, 'mapping.collection', 'the name of a collection'],
  ['with a word too many', { ...good, filter: {} }, 'mapping', /filter/],
]

test.each(BAD)(
  'a mapping %s is neither tried nor saved: the answer names the field and what it should be',
  async (_, mapping, field, remedy) => {
    const ports = shop()
    for (const answer of [await ask(ports, mapping), await admin(ports, { action: 'readOrders', mapping })]) {
      expect(answer).toMatchObject({ ok: false, error: { code: 'bad_request', field } })
      expect(answer.error.message).toMatch(field)
      expect(answer.error.message).toMatch(remedy)
    }
    expect(settingsOf(ports)).toEqual(fakeSettings)
  },
)

test('a mapping that reads none of the orders there are is not saved, and says why', async () => {
  const ports = shop()
  const answer = await admin(ports, { action: 'readOrders', mapping: { ...good, amount: 'price' } })
  expect(answer).toEqual({
    ok: false,
    error: {
      ...{ code: 'bad_request', field: 'mapping' },
      message:
        'mapping: none of 4 orders can be read by it (bad_amount): try it first, orderMapping tells what each field lacks',
    },
  })
  expect(settingsOf(ports)).toEqual(fakeSettings)
})

test('a good one is saved, says how many it reads, and has everything read again from now', async () => {
  const ports = shop()
  expect(await admin(ports, { action: 'readOrders', mapping: good })).toEqual({
    ok: true,
    value: { looked: 4, readable: 2 },
  })
  expect(settingsOf(ports)).toMatchObject({ orders: good, ordersChangedAt: NOON })
  expect([...ports.store.accessLog.values()]).toMatchObject([{ action: 'readOrders', by: '兰姨', subject: 'orders' }])
})

test('a shop without orders yet may be told how they will look', async () => {
  expect(await admin(alertedShop(), { action: 'readOrders', mapping: good })).toMatchObject({
    ok: true,
    value: { looked: 0 },
  })
})

test.each<[string, unknown, string]>([
  ['too short', ['fifteen letters'], 'secrets.0'],
  ['too many', ['a', 'b', 'c'].map((one) => one.repeat(16)), 'secrets'],
  ['no text', [1234567890123456], 'secrets.0'],
])('secrets that are %s are refused by name', async (_, secrets, field) => {
  const ports = shop()
  const answer = await admin(ports, { action: 'orderSecrets', secrets })
  expect(answer).toMatchObject({ ok: false, error: { code: 'bad_request', field } })
  expect(settingsOf(ports)).toEqual(fakeSettings)
})

test('secrets are kept as they are, and nothing of them is written down elsewhere', async () => {
  const ports = shop()
  const secrets = ['a secret of sixteen letters']
  expect(await admin(ports, { action: 'orderSecrets', secrets })).toEqual({ ok: true, value: { saved: true } })
  expect(settingsOf(ports)).toMatchObject({ orderSecrets: secrets })
  expect(JSON.stringify([...ports.store.accessLog.values()])).not.toContain('sixteen')
})

test('who only works in the shop neither tries, nor saves, nor sets secrets', async () => {
  const ports = shop()
  const refused = { ok: false, error: { code: 'forbidden' } }
  expect(await ask(ports, good, staff)).toMatchObject({ ok: false, error: { code: 'forbidden', field: 'mapping' } })
  expect(await admin(ports, { action: 'readOrders', mapping: good }, '阿强')).toMatchObject(refused)
  expect(await admin(ports, { action: 'orderSecrets', secrets: [] }, '阿强')).toMatchObject(refused)
  expect(settingsOf(ports)).toEqual(fakeSettings)
})
