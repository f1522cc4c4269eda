import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readFact } from '../../../core/orders/readFact'
import { guessMapping } from '../../../tools/integrate/orders/guessMapping'
import { readSamples } from '../../../tools/integrate/orders/readSamples'

const code = (text: string) => [{ path: 'functions/order/index.js', text }]
const guessed = (text: string, samples: Record<string, unknown>[] = []) => guessMapping(code(text), samples)

describe('out of their code', () => {
  test.each([
    ['an object in place', "db.collection('orders').add({ data: { totalFee: 1, status: 0, createTime: 1 } })"],
    [
      'a variable',
      "const order = { totalFee: 1, status: 0, createTime: 1 }\ndb.collection('orders').add({ data: order })",
    ],
    ['shorthand', "const data = { totalFee, status, createTime }\ndb.collection('orders').add({ data })"],
    [
      'quoted names and comments',
      "db.collection('orders').add({ data: { 'totalFee': 1, // fee, {x}\n status: '}', createTime: f({ a: 1 }) } })",
    ],
  ])('%s is read', (_, text) => {
    expect(guessed(text)?.mapping).toMatchObject({
      collection: 'orders',
      amount: 'totalFee',
      status: 'status',
      createdAt: 'createTime',
    })
  })

  test('the collection is the one that sounds like orders, not the first', () => {
    const text =
      "db.collection('logs').add({ data: { a: 1 } }); db.collection('shop_orders').add({ data: { price: 1 } })"
    expect(guessed(text)?.mapping.collection).toBe('shop_orders')
  })

  test('without anything like orders there is no guess', () => {
    expect(guessed("db.collection('dishes').add({ data: { name: 1 } })")).toBeNull()
    expect(guessed("db.collection('orders').get()")).toBeNull()
  })

  test('a time that only an update names is found', () => {
    const text =
      "o = db.collection('orders').add({ data: { createTime: 1 } });\ndb.collection('orders').where({ _id }).update({ data: { payTime: 1 } })"
    expect(guessed(text)?.mapping.times.paidAt).toBe('payTime')
  })

  test('what is not found is named as a doubt', () => {
    const { mapping, doubts } = guessed("db.collection('orders').add({ data: { money: 1 } })")!
    expect(mapping.updatedAt).toBe(mapping.createdAt)
    expect(doubts.join('\n')).toMatch(/createdAt[\s\S]*updatedAt[\s\S]*paidAt/)
  })
})

describe('fen or yuan', () => {
  const add = (field: string) => `db.collection('orders').add({ data: { ${field}: 1 } })`
  test.each([
    ['the name says fen', add('amountFen'), [], 'fen', false],
    ['it is multiplied by 100 somewhere', `${add('totalPrice')}; pay(order.totalPrice * 100)`, [], 'yuan', false],
    ['it is paid as it is', `${add('totalFee')}; unifiedOrder({ totalFee: order.totalFee })`, [], 'fen', false],
    ['samples have decimals', add('amount'), [{ amount: 28.5 }], 'yuan', false],
    ['samples are large whole numbers', add('amount'), [{ amount: 2850 }, { amount: 1200 }], 'fen', true],
    ['nothing tells', add('amount'), [], 'yuan', true],
  ] as const)('%s', (_, text, samples, unit, unsure) => {
    const guess = guessed(text, [...samples])!
    expect(guess.mapping.amountUnit).toBe(unit)
    expect(guess.doubts.some((doubt) => doubt.includes('fen or yuan'))).toBe(unsure)
  })
})

describe('out of sample documents', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kandian-samples-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const file = (text: string) => {
    const path = join(folder, 'orders.json')
    writeFileSync(path, text)
    return path
  }

  test('the guess reads the very documents it was made from', () => {
    const order = {
      _id: 'o-1',
      orderState: '待支付',
      totalAmount: 32.5,
      createTime: '2026-11-25T04:00:00Z',
      updateTime: 1_795_500_000_000,
      payTime: null,
    }
    const samples = readSamples(file(`${JSON.stringify(order)}\n${JSON.stringify({ ...order, _id: 'o-2' })}\n`))
    const { mapping } = guessMapping([], samples)!
    expect(readFact(order, { mapping, onlyStore: 'main', hashOf: (id) => id, nowMs: 1_796_000_000_000 })).toMatchObject(
      {
        ok: true,
        id: 'o-1',
        fact: { amountFen: 3250, createdAt: Date.parse(order.createTime), paidAt: null },
      },
    )
  })

  test('a field that sounds like a time and holds something else is not taken for one', () => {
    const { mapping } = guessMapping([], [{ createTime: { seconds: 'x' }, orderTime: 1_795_500_000_000, amount: 1 }])!
    expect(mapping.createdAt).toBe('orderTime')
  })

  test.each([
    ['[{"a":1}', /line 1: .*it must be a JSON array/],
    ['{"a":1}\n{b}', /line 2: /],
    ['[]', /holds no documents/],
  ])('%s is refused', (text, message) => {
    expect(() => readSamples(file(text))).toThrow(message)
  })
})
