import type { TransactionsPage } from '../../../contract/pages/transactions'
import { verdictOf } from '../../../core/query/pages/transactions/verdict'
import { transactionsView } from '../../../miniprogram/admin/model/transactions/transactionsView'
import { at } from '../overviews'
import { transactionsPage } from '../pages/transactions'

const shown = (more: Partial<TransactionsPage>) =>
  transactionsView(transactionsPage(more), { now: at('13:40:20'), online: true, failed: false }, {})
const lost = { from: at('12:10:00'), to: at('12:22:00'), orders: 17, fen: 58_500 }

describe('what an incident cost', () => {
  test('is hatched until no window lacks it any more, and said in orders and money', () => {
    const { chart, pace } = shown({ lost })
    expect(chart?.loss).toEqual({ from: lost.from, to: at('12:37:00'), label: '少了约 17 单' })
    expect(pace).toContain('12:10–12:22 少了约 17 单、¥585')
  })

  test('is hatched to now while it lasts', () => {
    const { chart, pace } = shown({ lost: { ...lost, to: null } })
    expect(chart?.loss).toMatchObject({ to: null })
    expect(pace).toContain('12:10 起 少了约 17 单')
  })

  test.each([
    ['nothing was lost', null],
    ['it is older than the chart', { ...lost, from: at('09:00:00'), to: at('09:20:00') }],
  ])('is not hatched where %s', (_, none) => expect(shown({ lost: none }).chart?.loss).toBeNull())

  test('is unknown to a cloud of an older version: the page stands all the same', () => {
    const { lost: _, ...older } = transactionsPage()
    expect(transactionsView(older, { now: at('13:40:20'), online: true, failed: false }, {}).chart?.loss).toBeNull()
  })
})

test('payments of the last minutes are told apart from those that are settled', () => {
  const { truth } = transactionsPage()
  const unbooked = { ...truth.dangers, shownNotPaid: 1 }
  const doubts = { opened: 240, unbooked: { orders: 0, fen: 0 }, pending: 3, silent: 2 }
  const lines = (more: Partial<typeof truth>) => shown({ truth: { ...truth, ...more } }).truth?.lines ?? []
  expect(lines({ doubts })).toEqual(expect.arrayContaining(['付了钱的，店里都有单', '3 单刚点付款，3 分钟内有数']))
  expect(lines({ dangers: unbooked }).join()).not.toMatch(/店里都有单|刚点付款/)
  const { doubts: _, ...older } = truth
  expect(shown({ truth: older }).truth?.lines.join()).not.toContain('刚点付款')
})

test('of a day without an order nothing is praised', () => {
  const empty = (step: 'paid' | 'accepted' | 'ready') =>
    ({ step, of: 'orders', count: 0, before: null, beforeLabel: '', phones: null }) as const
  expect(
    shown({ funnel: [empty('paid'), empty('accepted'), empty('ready')] }).funnel.map(({ against }) => against),
  ).toEqual(['', '', ''])
  const { truth, kitchen, ...page } = transactionsPage()
  const none = { value: 0, before: null, beforeLabel: '' }
  const calm = { ...truth, dangers: { paidNotShown: 0, shownNotPaid: 0, doublePaid: 0, hastyCancel: 0 } }
  const known = { valid: none, net: none, truth: calm, kitchen: { ...kitchen, waiting: 0 } }
  expect(verdictOf(page, known)).toEqual({ level: 'ok', title: '今天还没有单', sentence: '' })
})
