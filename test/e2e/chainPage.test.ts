/** 全部门店 on the real road: three stores sell, one of them fails, and the page is counted again from what was injected. */
import type { Page } from 'playwright-core'
import { METRICS } from '../../contract/metrics'
import { outcomeCode } from '../../contract/outcomes'
import { OWNER_OF_ALL, openBranches } from '../../tools/tour/openBranches'
import { emptyBatch, measured } from '../fakes/batches'
import { untilHolds } from './patience'
import { phonesOf } from './phones'
import { button, front, says, textOf } from './startedShop'
import { browserOfSuite, shopOfSuite } from './suite'

const MINUTE_MS = 60_000
const WEEK_MS = 7 * 86_400_000
const START = Date.parse('2026-11-25T11:50:00+08:00')
const NAMES = ['文三路店', '西湖店', '滨江区长河路地铁口店'] as const
const FAILING = 1
/** of an order; and from which minute on the failing store sells nothing */
const FEN = [1_800, 2_600, 3_100] as const
const BREAKS_AT = 4
const MINUTES = 10

interface Injected {
  store: string
  paidAt: number
  fen: number
}

const shop = shopOfSuite(['--now', '2026-11-25T11:48:00+08:00', '--no-crowd', '--no-history'])
const openPhone = phonesOf(browserOfSuite())
let stores: string[]
let injected: Injected[]

/** Orders as the sample shop keeps them; of earlier weeks they were touched today, as by a refund. */
async function sell(orders: readonly Injected[]): Promise<void> {
  const now = await clock()
  const documents = orders.map(({ store, paidAt, fen }, index) => {
    const at = { $date: paidAt }
    const no = `${injected.length + index}`
    const none = { acceptedAt: null, readyAt: null, deliveredAt: null, cancelledAt: null, refundedAt: null }
    const times = { createdAt: at, updatedAt: { $date: now }, paidAt: at, ...none }
    return { no, store, openid: `guest-${no}`, items: [], amountFen: fen, status: 'paid', ...times }
  })
  await shop.control('POST', 'collections', { name: 'orders', documents })
  injected.push(...orders)
}

/** Four customers of a store pay: their phones tell how it went. */
async function report(store: string, outcome: 'ok' | 'business', at: number): Promise<void> {
  for (let customer = 0; customer < 4; customer += 1) {
    const session = `session${at / 1000}n${customer}`
    const paid = measured(METRICS.pay.id, 'wechat', outcomeCode(outcome), 1, 900)
    await shop.control('POST', 'invoke', {
      function: 'collect',
      openid: `guest-${store}-${session}`,
      event: { batch: emptyBatch(at, { session, store, ...paid }) },
    })
  }
}

const clock = async (): Promise<number> => (await shop.control<{ now: number }>('GET', 'clock')).now
const told = (text: string, words: string): string => {
  const at = text.indexOf(words)
  return at < 0 ? '' : text.slice(at, at + 80)
}

beforeAll(async () => {
  injected = []
  stores = await openBranches(shop)
  const lastWeek = (minutes: readonly number[]): Injected[] =>
    stores.flatMap((store, index) =>
      minutes.flatMap((minute) =>
        Array.from({ length: index + 1 }, () => ({
          store,
          paidAt: START - WEEK_MS + minute * MINUTE_MS + 1_000,
          fen: FEN[index]!,
        })),
      ),
    )
  // the last of them were paid after this time of day: they are not compared with
  await sell(lastWeek([...Array.from({ length: MINUTES }, (_, minute) => minute), 60, 61, 62]))
  for (let minute = 0; minute < MINUTES; minute += 1) {
    const at = await clock()
    const selling = stores.filter((_, index) => index !== FAILING || minute < BREAKS_AT)
    await sell(selling.map((store) => ({ store, paidAt: at, fen: FEN[stores.indexOf(store)]! })))
    for (const store of stores) await report(store, selling.includes(store) ? 'ok' : 'business', at)
    await shop.advance(MINUTE_MS)
  }
  // orders are written down every other minute; from here on the clock stands still
  await shop.advance(2 * MINUTE_MS)
}, 240_000)

/** What was paid in a span, of one store or of all. */
function recount(from: number, to: number, store?: string): { orders: number; yuan: number } {
  const paid = injected.filter(
    (one) => one.paidAt >= from && one.paidAt < to && (store === undefined || one.store === store),
  )
  return { orders: paid.length, yuan: paid.reduce((sum, { fen }) => sum + fen, 0) / 100 }
}

/** As a shop owner reads it: words before the arrow, and none for what is within two per cent. */
const against = (now: number, before: number): string =>
  Math.abs(now - before) <= 0.02 * before
    ? '和上周三此时一样'
    : `比上周三此时 ?${now > before ? '↑' : '↓'}${Math.round((Math.abs(now - before) / before) * 100)}%`

/** What the failing store would have sold since it began to fail, by last week's orders of the same minutes. */
async function lost(): Promise<{ openedAt: number; orders: number; yuan: number }> {
  const [incident] = await shop.documents<{ store: string; openedAt: number }>('incidents', { area: 'ordering' })
  expect(incident?.store).toBe(stores[FAILING])
  const [now, openedAt] = [await clock(), incident?.openedAt ?? 0]
  const since = recount(openedAt, now, stores[FAILING])
  const usual = recount(openedAt - WEEK_MS, now - WEEK_MS, stores[FAILING])
  return { openedAt, orders: usual.orders - since.orders, yuan: usual.yuan - since.yuan }
}

describe('全部门店', () => {
  let owner: Page
  const midnight = Date.parse('2026-11-25T00:00:00+08:00')

  test('is reached by a tap on the name, with the store that fails first and all three added up', async () => {
    owner = await openPhone(shop.phone(OWNER_OF_ALL, 'admin/pages/overview/index'))
    await button(owner, /换一家店/).click()
    await says(owner, '1 家店出了大事')
    const now = await clock()
    const [today, before] = [recount(midnight, now), recount(midnight - WEEK_MS, now - WEEK_MS)]
    expect(today.orders).toBeGreaterThan(20)
    const sum = `¥ ?${today.yuan} ${against(today.yuan, before.yuan)}`
    await says(
      owner,
      new RegExp(`今日实收，合计 ${sum} 订单 ${today.orders} ?单 ${against(today.orders, before.orders)}`),
    )
    const text = await textOf(owner)
    const places = NAMES.map((name) => text.indexOf(name))
    expect(Math.min(...places)).toBe(places[FAILING])
  })

  test('tells of each store what was paid there, and of the one that fails what it costs', async () => {
    const now = await clock()
    const text = await textOf(owner)
    for (const [index, store] of stores.entries()) {
      const [today, before] = [recount(midnight, now, store), recount(midnight - WEEK_MS, now - WEEK_MS, store)]
      const row = told(text, NAMES[index]!)
      expect(row).toMatch(new RegExp(`¥${today.yuan}( |$)`))
      if (index !== FAILING)
        expect(row).toMatch(new RegExp(`在营业 ${today.orders} 单，${against(today.yuan, before.yuan)}`))
    }
    const { openedAt, orders, yuan } = await lost()
    const minutes = Math.floor((now - openedAt) / MINUTE_MS)
    expect(orders).toBeGreaterThan(3)
    expect(told(text, NAMES[FAILING])).toMatch(
      new RegExp(`顾客付不了款，已 ${minutes} 分钟 没人接手，约少收 ¥${Math.round(yuan)}`),
    )
  })

  test('the names of all stores begin on one line, whatever stands before them', async () => {
    const left = (name: string) =>
      front(owner)
        .getByText(name, { exact: true })
        .evaluate((one) => Math.round(one.getBoundingClientRect().left))
    const edges = await Promise.all(NAMES.map(left))
    expect(new Set(edges).size).toBe(1)
  })

  test('a tap shows that store, and its own page says the same of it', async () => {
    for (const index of [FAILING, 2]) {
      const today = recount(midnight, await clock(), stores[index])
      await button(owner, new RegExp(`^${NAMES[index]}`)).click()
      await says(owner, index === FAILING ? /严重.+顾客付不了款/ : '滨江区长河路地铁口店')
      await says(owner, index === FAILING ? '实收' : '今日实收')
      await says(owner, new RegExp(`¥ ?${today.yuan} `))
      await says(owner, new RegExp(`${today.orders} ?单`))
      await button(owner, /换一家店/).click()
      // the page is shown as it was before, and then as it is
      await untilHolds(
        async () => told(await textOf(owner), NAMES[index]!),
        (row) => expect(row).toMatch(/正在看/),
      )
    }
  })

  test('what the failing store has lost is the same on its overview, its incident and its page 交易', async () => {
    const { orders, yuan } = await lost()
    await button(owner, new RegExp(`^${NAMES[FAILING]}`)).click()
    await says(owner, new RegExp(`已少收约 ¥ ?${Math.round(yuan)} `))
    await button(owner, '怎么办').click()
    await says(owner, new RegExp(`已少收约 ¥ ?${Math.round(yuan)} .+怎么算：按前 1 周该有 ${orders} 单，实际 0 单`))
    await owner.getByRole('button', { name: '返回' }).last().click()
    await button(owner, /^交易/).click()
    await says(owner, new RegExp(`\\d\\d:\\d\\d 起 少了约 ${orders} 单、¥${Math.round(yuan)}`))
    await owner.close()
  })
})
