/** The indicator pages on the real road: what customers did is counted again from what their phones sent. */
import type { Page } from 'playwright-core'
import { metricById } from '../../contract/metrics'
import { isFailureCode, OUTCOMES } from '../../contract/outcomes'
import type { StoredBatch } from '../../core/documents/batch'
import { unpackBatch } from '../../core/ingest/packedItems'
import { throwErrors } from '../../tools/tour/throwErrors'
import { untilHolds } from './patience'
import { phonesOf } from './phones'
import { says, textOf } from './startedShop'
import { browserOfSuite, shopOfSuite } from './suite'

const LAN = 'lanyi'
const MINUTE_MS = 60_000
const OK = OUTCOMES.indexOf('ok')

const shop = shopOfSuite(['--now', '2026-11-25T11:50:00+08:00', '--seed', '7', '--no-history'])
const browser = browserOfSuite()
const openPhone = phonesOf(browser)
let sent: { label: string; metric: string | undefined; outcome: number; n: number }[]

beforeAll(async () => {
  await shop.advance(6 * MINUTE_MS)
  await throwErrors(shop, 2, browser())
  await shop.advance(3 * MINUTE_MS)
  // the clock stands still from here on: pages and recount look at the same fold
  const { result } = await shop.control<{ result: { value: { foldedThrough: number } } }>('POST', 'invoke', {
    function: 'query',
    openid: LAN,
    event: { kind: 'response', store: 'wensan' },
  })
  const batches = await shop.documents<{ batch: StoredBatch; receivedAt: string }>('batches')
  const folded = batches.filter(({ receivedAt }) => Date.parse(receivedAt) < result.value.foldedThrough)
  expect(folded.length).toBeGreaterThan(20)
  sent = folded.flatMap(({ batch }) => {
    const { counts, dict } = unpackBatch(batch)
    return counts.map(([id, label, outcome, , n]) => ({ metric: metricById(id), label: dict[label] ?? '', outcome, n }))
  })
}, 300_000)

const open = (page: string): Promise<Page> => openPhone(shop.phone(LAN, `admin/pages/${page}`))

const sum = (of: typeof sent): number => of.reduce((total, { n }) => total + n, 0)
const calls = (label: string) => sent.filter((one) => one.metric === 'call' && one.label === label)

test('响应 tells of every API as many calls, and as many that went well, as phones sent', async () => {
  const phone = await open('response/index')
  await says(phone, /接口 .*shop\.menu/)
  const text = await textOf(phone)
  for (const label of ['shop.menu', 'shop.submit', 'shop.pay']) {
    const all = calls(label)
    const judged = all.filter(({ outcome }) => outcome === OK || isFailureCode(outcome))
    const share = sum(judged.filter(({ outcome }) => outcome === OK)) / sum(judged)
    const shown = share === 1 ? '100%' : `${Math.min(99.9, Math.round(share * 1000) / 10)}%`
    expect(text).toMatch(new RegExp(`${label} [\\d.]+ 秒 ${shown} ${sum(all).toLocaleString('en-US')}( |$)`))
  }
  const operations = sum(sent.filter(({ metric }) => metric === 'call'))
  expect(text).toContain(`快慢分布 ${operations.toLocaleString('en-US')} 次操作`)
  await phone.close()
})

test('分开看 by device adds up to the same', async () => {
  const phone = await open('response/index')
  await says(phone, '分开看')
  await phone.getByRole('tab', { name: '机型' }).click()
  await says(phone, /(高|中|低)端机/)
  const total = async () => {
    const rows = [...(await textOf(phone)).matchAll(/(?:高端机|中端机|低端机|不清楚) [\d.]+ 秒 [\d.]+% ([\d,]+)/g)]
    return rows.reduce((count, [, n = '']) => count + Number(n.replace(',', '')), 0)
  }
  await untilHolds(total, (count) => expect(count).toBe(sum(sent.filter(({ metric }) => metric === 'call'))))
  await phone.close()
})

test('from an API at that minute to the error and its sample: three taps', async () => {
  const at = Date.parse('2026-11-25T11:57:00+08:00')
  const phone = await open(`response/index?at=${at}`)
  await says(phone, '11:57 前后')
  await phone.getByRole('tab', { name: '错误' }).click()
  await says(phone, /2 位顾客，2 次/)
  await phone.getByRole('button', { name: /2 位顾客，2 次/ }).click()
  await says(phone, /这一次怎么走到的.+进入 .*pages\/menu/)
  await says(phone, '已用')
  await phone.close()
})

test('错误 tells how many there were, 体验 how long customers waited', async () => {
  const errors = await open('errors/index')
  await says(errors, new RegExp(`次数 ${sum(sent.filter(({ metric }) => metric === 'error'))} ?次`))
  await says(errors, /碰到的顾客 [2-9] ?位/)
  await errors.close()
  const launches = sum(sent.filter(({ metric }) => metric === 'launch'))
  const experience = await open('experience/index')
  await says(experience, /看到菜单 [\d.]+ ?秒/)
  expect(launches).toBeGreaterThan(10)
  const text = await textOf(experience)
  const waited = Number(/看到菜单 ([\d.]+)/.exec(text)?.[1])
  expect(waited).toBeGreaterThan(0.2)
  await experience.close()
})

test('an error is marked as solved on its page, by whom and when', async () => {
  const phone = await open('errors/index')
  await says(phone, /2 位顾客，2 次/)
  await phone.getByRole('button', { name: /2 位顾客，2 次/ }).click()
  await phone.getByText('标记已解决').click()
  await phone.getByText('现在就好了').click()
  await says(phone, /已解决.+再出现会自动重新打开/)
  await phone.getByRole('button', { name: '返回' }).last().click()
  await phone.getByRole('tab', { name: /已解决/ }).click()
  await says(phone, /已解决 1/)
  await untilHolds(
    async () => (await shop.documents<{ status: string; newest: string }>('issues', { status: 'solved' }))[0],
    (issue) => expect(issue).toMatchObject({ status: 'solved', newest: expect.stringMatching(/@1\.0\.0$/) }),
  )
  await phone.close()
})

test('负载 says what of the plan is used, and what the monitor costs of it', async () => {
  const phone = await open('load/index')
  await says(phone, /本月用了 \d+ ?%.+其中看店自己用了 [\d,]+ 点/)
  await says(phone, '每分钟巡检')
  await phone.close()
})
