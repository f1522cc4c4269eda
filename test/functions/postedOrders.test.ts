import { createHmac } from 'node:crypto'
import { createOrderClient } from '../../adapters/orderClient'
import type { Answer } from '../../contract/answer'
import type { TransactionsPage } from '../../contract/pages/transactions'
import { postedMapping } from '../../core/orders/posts/postedMapping'
import { type AlertedCloud, MINUTE, OWNER, startAlertedCloud } from './alertedCloud'

const SECRET = 'a secret of sixteen letters'
/** Only Date is faked. */
const REAL: FakeableAPI[] = [
  'nextTick',
  'performance',
  'queueMicrotask',
  'hrtime',
  'setImmediate',
  'clearImmediate',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
]
type FakeableAPI = NonNullable<
  Extract<Parameters<typeof jest.useFakeTimers>[0], { doNotFake?: unknown }>['doNotFake']
>[number]
let shop: AlertedCloud

beforeAll(async () => {
  shop = await startAlertedCloud(() => ({ orders: postedMapping, orderSecrets: ['an older secret', SECRET] }))
})
afterAll(() => shop.close())

interface Reply {
  statusCode: number
  body: string
}

async function post(body: string, more: { at?: number; secret?: string; method?: string } = {}): Promise<Reply> {
  const timestamp = String(Math.floor((more.at ?? shop.cloud.clock.now()) / 1000))
  const hex = createHmac('sha256', more.secret ?? SECRET)
    .update(`${timestamp}.${body}`)
    .digest('hex')
  const headers = { 'X-Timestamp': timestamp, 'X-Signature': `sha256=${hex}` }
  const { result } = await shop.control('POST', 'http', {
    ...{ function: 'orders', method: more.method ?? 'POST', path: '/', headers, body },
  })
  return result as Reply
}

const event = (order: string, state: string, minutes: number, more: object = {}) => ({
  ...{ store: 's1', order, state, at: shop.cloud.clock.now() + minutes * MINUTE },
  ...more,
})
const events = (...list: object[]) => JSON.stringify({ events: list })

const today = async () => {
  const { result } = await shop.cloud.call(OWNER, 'query', { kind: 'transactions', store: 's1' })
  const answer = result as Answer<TransactionsPage>
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value
}

test('orders that another server posts are on the page, to the fen, in whatever order and however often they come', async () => {
  const noodles = { items: [{ dish: 'beef', name: '牛肉面', count: 1, priceFen: 2835 }], customer: 'u1' }
  const first = events(
    event('o1', 'paid', -9),
    event('o1', 'created', -10, { amountFen: 2835, number: '8801', ...noodles }),
    event('o2', 'created', -8, { amountFen: 1999 }),
    event('o2', 'paid', -8),
  )
  expect(await post(first)).toEqual({
    statusCode: 200,
    headers: expect.anything(),
    body: '{"accepted":4,"refused":[]}',
  })
  await post(first)
  await post(events(event('o1', 'refunded', -1, { amountFen: 835, reason: '少了一个蛋' })))
  await shop.cloud.clock.advance(2 * MINUTE)
  const page = await today()
  expect(page.money).toEqual({ dishesFen: 4834, discountFen: 0, grossFen: 4834, refundedFen: 835, netFen: 3999 })
  expect(page.refunds).toEqual({ count: 1, fen: 835, reasons: [{ reason: '少了一个蛋', count: 1, fen: 835 }] })
  expect(page.dishes).toMatchObject([{ name: '牛肉面', count: 1 }])
  expect(shop.stored('postedOrders')).toHaveLength(2)
})

test('a server with the environment’s credentials posts by the client, in the same words', async () => {
  const { envId: env, secretId, secretKey, serviceUrl } = shop.cloud.environment
  const client = createOrderClient({ env, secretId, secretKey, signingSecret: SECRET, serviceUrl })
  // the client signs by its own clock, as a real server does; the local cloud's is virtual
  jest.useFakeTimers({ now: shop.cloud.clock.now(), doNotFake: REAL })
  const bad = { ...event('o4', 'created', -1, { amountFen: -5 }) }
  const good = event('o3', 'created', -2, { amountFen: 1200 })
  const receipt = await client.post([good, bad, good] as Parameters<typeof client.post>[0])
  jest.useRealTimers()
  expect(receipt).toEqual({ accepted: 2, refused: [{ index: 1, reason: expect.stringMatching(/^amountFen: /) }] })
})

test.each<[string, () => Promise<Reply>, number, string]>([
  [
    'without the secret',
    () => post(events(event('x', 'paid', 0)), { secret: 'guessed by somebody' }),
    401,
    'x-signature',
  ],
  [
    'recorded and played again',
    () => post(events(event('x', 'paid', 0)), { at: shop.cloud.clock.now() - 6 * MINUTE }),
    401,
    'x-timestamp',
  ],
  [
    'from the future',
    () => post(events(event('x', 'paid', 0)), { at: shop.cloud.clock.now() + 6 * MINUTE }),
    401,
    'x-timestamp',
  ],
  ['that is no JSON', () => post('{'), 400, 'body'],
  ['of nothing', () => post('{"events":[]}'), 400, 'events'],
  ['that only asks', () => post('', { method: 'GET' }), 405, 'method'],
])('a post %s is refused, and says why', async (_, send, status, word) => {
  const reply = await send()
  expect(reply.statusCode).toBe(status)
  expect(JSON.parse(reply.body).error.message).toContain(word)
  expect(shop.stored<{ order: string }>('postedOrders').some(({ order }) => order === 'x')).toBe(false)
})

test('of a post with bad events each is told with its place and reason, and the good ones count', async () => {
  const reply = await post(
    events(
      event('o5', 'created', -1),
      event('o5', 'created', 30, { amountFen: 100 }),
      { ...event('o5', 'eaten', -1) },
      { ...event('o5', 'created', -1, { amountFen: 100 }), store: 'elsewhere' },
      { ...event('$where', 'created', -1, { amountFen: 100 }) },
      event('o5', 'created', -1, { amountFen: 100 }),
    ),
  )
  const { accepted, refused } = JSON.parse(reply.body) as {
    accepted: number
    refused: { index: number; reason: string }[]
  }
  expect(accepted).toBe(1)
  expect(refused.map(({ index, reason }) => `${index} ${reason.split(':')[0]}`)).toEqual([
    '0 amountFen',
    '1 at',
    '2 state',
    '3 store',
    '4 order',
  ])
})
