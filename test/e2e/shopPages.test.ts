/** How the owner's pages look: fit, thumbs, contrast, names, light and dark. */
import { acknowledged, firstDay, incident, normal, resolved, warning } from '../admin/overviews'
import { lookedBack } from '../admin/pages/backtest'
import { chain } from '../admin/pages/chain'
import { shopSettings } from '../admin/pages/settings'
import { shopAdminOf, shopPagesOf } from '../admin/shopAnswers'
import {
  type AdminBench,
  type AdminPhone,
  answersOf,
  axeOf,
  misfitsOf,
  noon,
  OVERVIEW,
  overviewAnswer,
  PERSON,
  says,
  shownText,
  startAdminBench,
} from './adminPhone'
import { until, untilHolds } from './patience'

const PAGES: [page: string, says: string | RegExp][] = [
  ['reports/index', '没出过事'],
  ['chain/index', '1 家店出了大事'],
  ['oncall/index', '严重告警全店还能收 6 条'],
  ['hours/index', /周一.+次日.+春节/],
  ['people/index', '小周 工程师，第 3 个叫，自己关了消息'],
  ['rules/index', '顾客付不了款'],
  ['rule/index?id=paymentSuccess', '试一下会叫几次'],
  ['channels/index', '发到 qyapi.weixin.qq.com'],
  ['templates/index', '模板编号'],
  ['privacy/index', /数据都在 ?你自己的微信云里/],
  ['plan/index', /这个月用了多少|这个月还剩/],
  ['standards/index', /shop.menu[\s\S]*付款下单\s*shop.pay · 0.8 秒内算快/],
  ['probes/index', '3 秒内回话，要有 value.dishes.0'],
  ['exports/index', '能看文三路店'],
  ['person/index', '查一查'],
  ['diagnosis/index', '能用，1 样要补'],
  ['settings/index', '还发到哪'],
]

let bench: AdminBench
let phone: AdminPhone
beforeAll(async () => {
  bench = await startAdminBench()
})
afterAll(() => bench.close())
beforeEach(() => {
  const person = {
    ...PERSON,
    stores: [...chain.stores].reverse().map(({ id, name, branch }) => ({ id, name, branch })),
  }
  bench.answers = { overview: overviewAnswer(normal()), pages: shopPagesOf(normal), admin: shopAdminOf(normal, person) }
})

test.each(PAGES)('%s fits a small phone, a thumb and a reader, in the light', async (page, words) => {
  phone = await bench.open(`admin/pages/${page}`, noon, { width: 320 })
  await says(phone.page, words)
  expect(await misfitsOf(phone.page)).toEqual({ wide: 0, taps: [] })
  const { wrong, unsure } = await axeOf(phone.page)
  expect({ wrong, unsure }).toEqual({ wrong: [], unsure: [] })
  expect(phone.complaints).toEqual([])
})

test.each(['oncall/index', 'reports/index', 'rule/index?id=paymentSuccess'])(
  '%s reads as well in the dark',
  async (page) => {
    phone = await bench.open(`admin/pages/${page}`, noon, { dark: true })
    await says(phone.page, PAGES.find(([one]) => one === page)?.[1] ?? '')
    const { wrong, unsure } = await axeOf(phone.page)
    expect({ wrong, unsure }).toEqual({ wrong: [], unsure: [] })
  },
)

test('an open incident with remedies and reasons does too', async () => {
  bench.answers = {
    overview: overviewAnswer(incident()),
    pages: shopPagesOf(incident),
    admin: shopAdminOf(incident, PERSON),
  }
  phone = await bench.open('admin/pages/incident/index', incident().now)
  await says(phone.page, '为什么这么说')
  expect(await misfitsOf(phone.page)).toEqual({ wide: 0, taps: [] })
  const { wrong, unsure } = await axeOf(phone.page)
  // a number of one digit on an axis
  const rest = unsure.filter((one) => !one.includes('too short'))
  expect({ wrong, rest }).toEqual({ wrong: [], rest: [] })
})

test('staff are offered nothing that the cloud would refuse them', async () => {
  const person = { ...PERSON, role: 'staff', name: '小周' }
  const answers = shopAdminOf(normal, person)
  const shop = { ...shopSettings, templates: null, channels: null, may: ['me', 'acknowledge'] }
  bench.answers.admin = (request) => (request.action === 'shop' ? { ok: true, value: shop } : answers(request))
  phone = await bench.open('admin/pages/settings/index', noon)
  // what they may comes with the number of people
  await says(phone.page, /店里的人 ?\d+ 个人/)
  expect(await shownText(phone.page)).not.toMatch(/消息模板|还发到哪/)
  await phone.page.getByRole('button', { name: /店里的人/ }).click()
  await says(phone.page, '出事按这个顺序叫')
  expect(await shownText(phone.page)).not.toMatch(/邀请同事|换店主/)
})

test('with several stores the name leads to all of them, and a tap shows another', async () => {
  phone = await bench.open('admin/pages/overview/index', noon)
  await says(phone.page, '一切正常')
  await phone.page.getByRole('button', { name: /换一家店/ }).click()
  await says(phone.page, /1 家店出了大事.+西湖店 ?严重 顾客付不了款，已 10 分钟 没人接手，约少收 ¥275，共 2 起/)
  await phone.page.getByRole('button', { name: /^西湖店/ }).click()
  await says(phone.page, '一切正常')
  await untilHolds(
    async () => bench.asked.at(-1),
    (last) => expect(last).toMatchObject({ kind: 'overview', store: 'xihu' }),
  )
})

test('why an incident is said has its evidence in every row, and a row leads to its page at that minute', async () => {
  bench.answers.overview = overviewAnswer(incident())
  bench.answers.admin = shopAdminOf(incident, PERSON)
  phone = await bench.open('admin/pages/incident/index', incident().now)
  await says(
    phone.page,
    /按前 4 周该有 10 单.+为什么这么说 12:00 新版本 1\.4\.0 开始有人用 出事前 10 分钟，就这一处变动.+没做成的占 80% 之前 2% 接口 付款：没做成的多了 41 次里 1 次 → 10 次里 8 次，占变化的 95%.+付成 2 单，预测 10 单/,
  )
  await phone.page.getByRole('button', { name: /^接口 付款/ }).click()
  await says(phone.page, /响应 交易.+错误 体验/)
  await untilHolds(
    async () => JSON.stringify(bench.asked.find(({ kind }) => kind === 'transactions')),
    (asked) => expect(asked).toContain(String(Math.floor(incident().incident!.openedAt / 100_000_000))),
  )
})

test('looking back thirty days says so while it lasts, then lists the calls and what is estimated of them', async () => {
  let answer: ((value: unknown) => void) | undefined
  bench.answers.pages = { ...bench.answers.pages, backtest: () => new Promise((resolve) => (answer = resolve)) }
  phone = await bench.open('admin/pages/rule/index?id=paymentSuccess', noon)
  await says(phone.page, '至少几位顾客')
  await phone.page.getByRole('button', { name: '至少几位顾客加' }).click()
  await phone.page.getByRole('button', { name: '看过去 30 天会叫几次' }).click()
  await says(phone.page, '正在读 30 天的数据')
  // it is said at the tap, and asked a moment later
  const reply = await until(
    async () => answer,
    (one) => one !== undefined,
  )
  reply?.({ ok: true, value: lookedBack() })
  await says(
    phone.page,
    /过去 21 天会叫 2 次 平均一周 0\.7 次，22 天里有 2 天会叫 3 分钟 4 位顾客付款失败 11 月 18 日 周三 12:10 起，16 分钟.+只存了 21 天的数据.+是估的.+42% 的时间数据太少/,
  )
  expect(bench.asked.filter(({ kind }) => kind === 'backtest')).toMatchObject([
    { rule: 'paymentSuccess', change: { minUsers: 4 } },
  ])
  await phone.page.getByRole('button', { name: '至少几位顾客减' }).click()
  await says(phone.page, '按现在的设置，把存下的数据重算一遍')
})

test('what is turned while a rule is being saved stays on the page, and is saved by another tap', async () => {
  const { admin } = bench.answers
  const writes: ((answer: unknown) => void)[] = []
  bench.answers.admin = (request) =>
    request.action === 'changeRule' ? new Promise((resolve) => writes.push(resolve)) : admin(request)
  phone = await bench.open('admin/pages/rule/index?id=paymentSuccess', noon)
  await says(phone.page, '至少几位顾客')
  const turnAndSave = async (times: number) => {
    await phone.page.getByRole('button', { name: '至少几位顾客加' }).click()
    await phone.page.getByText('存下来').click()
    await until(
      async () => writes.length,
      (length) => length === times,
    )
  }
  await turnAndSave(1)
  await phone.page.getByRole('button', { name: '至少几位顾客加' }).click()
  writes[0]?.({ ok: true, value: {} })
  await says(phone.page, '存下来')
  await turnAndSave(2)
  const changes = bench.asked.filter(({ action }) => action === 'changeRule').map(({ change }) => change)
  expect(changes).toEqual([{ minUsers: 4 }, { minUsers: 6 }])
})

describe('the overview and an incident in every state', () => {
  const states = { normal, incident, acknowledged, warning, resolved, firstDay }
  /** What each page says once it has all its answers: before, there is little to look at. */
  const STATED = {
    [OVERVIEW]: /监控 .+巡过/,
    'admin/pages/incident/index': '为什么这么说',
    'admin/pages/incidents/index': '没人接手',
    'admin/pages/settings/index': '还发到哪',
  }
  beforeEach(() => {
    bench.answers = answersOf(() => bench)
  })

  test.each([375, 320])(
    'at %d wide nothing scrolls sideways, and what can be tapped is at least 44 high and wide',
    async (width) => {
      for (const [name, make] of Object.entries(states)) {
        bench.answers.overview = overviewAnswer(make())
        const pages = Object.entries(STATED).slice(0, name === 'incident' ? undefined : 1)
        for (const [page, words] of pages) {
          phone = await bench.open(page, make().now, { width })
          await says(phone.page, words)
          const found = await misfitsOf(phone.page)
          expect({ name, page, ...found }).toEqual({ name, page, wide: 0, taps: [] })
        }
      }
    },
  )

  test.each([false, true])('dark=%s: contrast and names pass axe', async (dark) => {
    for (const make of [normal, incident, warning, firstDay]) {
      bench.answers.overview = overviewAnswer(make())
      phone = await bench.open(OVERVIEW, make().now, { dark })
      await says(phone.page, STATED[OVERVIEW])
      const { wrong, unsure, contrasts } = await axeOf(phone.page)
      expect({ state: make.name, wrong, unsure }).toEqual({ state: make.name, wrong: [], unsure: [] })
      expect(contrasts).toBeGreaterThan(25)
    }
  })
})
