import { acknowledged, at, firstDay, incident, normal, resolved } from '../admin/overviews'
import { errorsPage } from '../admin/pages/errors'
import { incidentsOf } from '../admin/pages/incidents'
import { loadPage } from '../admin/pages/load'
import { responsePage } from '../admin/pages/response'
import {
  type AdminBench,
  type AdminPhone,
  answersOf,
  MOST_BYTES,
  noon,
  OVERVIEW,
  overviewAnswer,
  PERSON,
  says,
  scrolledDown,
  sentBytes,
  shownText,
  startAdminBench,
} from './adminPhone'
import { until, untilHolds } from './patience'
import { copied } from './startedShop'

let bench: AdminBench
let phone: AdminPhone
beforeAll(async () => {
  bench = await startAdminBench()
})
afterAll(() => bench.close())
beforeEach(() => {
  bench.answers = answersOf(() => bench)
})

const actions = () => bench.asked.map(({ action, kind }) => action ?? kind)

describe('the overview', () => {
  test('answers in the order wrong, money, do: verdict, figures, five lights, credits, heartbeat', async () => {
    phone = await bench.open(OVERVIEW, noon)
    await says(phone.page, '一切正常，比上周三忙')
    const text = await shownText(phone.page)
    expect(text).toMatch(
      /正常 周三 12:02，午市 一切正常，比上周三忙 今日实收 ¥ ?2,868 比上周三此时 ↑15% 订单 83 ?单 比上周三此时 ↑12%/,
    )
    expect(text).toMatch(/响应 95% .+ 交易 84 .+ 负载 .+ 错误 .+ 体验 .+ 没有进行中的告警 .+ 严重告警还能收 ?7 条/)
    expect(text).toContain('监控 20 秒前巡过')
    expect(phone.complaints).toEqual([])
  })

  test('draws today’s line in orange on the canvas, and says the same in words', async () => {
    phone = await bench.open(OVERVIEW, noon)
    await says(phone.page, '一切正常')
    const orange = () =>
      phone.page.evaluate(() => {
        const canvas = document.querySelector('canvas') as HTMLCanvasElement
        const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(
          0,
          0,
          canvas.width,
          canvas.height,
        )
        let found = 0
        for (let at = 0; at < data.length; at += 4)
          if (data[at] === 232 && data[at + 1] === 89 && data[at + 2] === 12) found += 1
        return found
      })
    expect(await until(orange, (count) => count > 100)).toBeGreaterThan(100)
    const spoken = phone.page.getByRole('img', { name: /最近 15 分钟订单。今天到 12:00 是 24 单/ })
    await untilHolds(
      () => spoken.count(),
      (count) => expect(count).toBe(1),
    )
  })

  test('a finger on the chart reads the values into its title', async () => {
    phone = await bench.open(OVERVIEW, noon)
    await says(phone.page, '一切正常')
    const plot = phone.page.getByRole('img', { name: /最近 15 分钟订单/ })
    const box = (await plot.boundingBox())!
    await plot.dispatchEvent('touchstart', {
      touches: [{ identifier: 1, clientX: box.x + 2 + (box.width - 4) * 0.3, clientY: box.y + 60 }],
    })
    await says(phone.page, /11:30 ?\d+ 单 往常 \d+–\d+ 单/)
    await plot.dispatchEvent('touchend', { touches: [] })
    await says(phone.page, '半小时内还有约')
  })

  test('asks again after 20 seconds, and the new order is there', async () => {
    phone = await bench.open(OVERVIEW, noon)
    await says(phone.page, /订单 83 ?单/)
    const more = normal()
    bench.answers.overview = overviewAnswer({ ...more, now: noon + 20_000, today: { ...more.today, orders: 84 } })
    await bench.cloud.advance(20_000)
    await says(phone.page, /订单 84 ?单/)
    expect(actions().filter((action) => action === 'overview')).toHaveLength(2)
  })

  test('充能 asks WeChat for the templates of the answer, inside the tap, and reads again', async () => {
    phone = await bench.open(OVERVIEW, noon)
    await says(phone.page, '7 条')
    bench.answers.overview = overviewAnswer({ ...normal(), credits: { ...normal().credits, critical: 8 } })
    await phone.page.getByText('充能').click()
    await says(phone.page, '8 条')
    const asked = bench.cloud.posted.filter(({ path }) => path === '/_phone/subscribe')
    expect(asked.map(({ body }) => body.templateIds)).toEqual([['tmpl-critical', 'tmpl-normal']])
  })

  test('a light leads to its page, which says what it looks at; 返回 leads home', async () => {
    bench.answers.pages = { response: () => ({ ok: true, value: responsePage() }) }
    phone = await bench.open(OVERVIEW, noon)
    await says(phone.page, '一切正常')
    await phone.page.getByRole('button', { name: /^响应 正常/ }).click()
    await says(phone.page, /95% 的操作在 0\.9 ?秒内 比上周三慢 0\.2 秒.+还允许失败 1,252 次.+1 秒内算好，超过 3 秒算慢/)
    await phone.page.getByRole('button', { name: '返回' }).last().click()
    await says(phone.page, '一切正常，比上周三忙')
  })

  test('the owner switches the warming before a rush on, and off again', async () => {
    const page = loadPage()
    bench.answers.pages = { load: () => ({ ok: true, value: page }) }
    bench.answers.admin = (request) => {
      if (request.action === 'warming' && page.warming) page.warming.on = request.warming !== null
      return { ok: true, value: PERSON }
    }
    phone = await bench.open('admin/pages/load/index', noon)
    const warming = (checked: boolean) => phone.page.getByRole('switch', { name: '高峰前先热好', checked })
    const asked = () => bench.asked.filter(({ action }) => action === 'warming').map((request) => request.warming)
    await warming(false).click()
    await until(
      async () => asked(),
      ({ length }) => length === 1,
    )
    await warming(true).click()
    await until(
      async () => asked(),
      ({ length }) => length === 2,
    )
    await warming(false).waitFor()
    expect(asked()).toEqual([{ store: 'wensan', functions: [{ name: 'shop', instances: 3 }] }, null])
  })

  test('the second visit shows what is kept while the cloud is still silent', async () => {
    phone = await bench.open(OVERVIEW, noon)
    await says(phone.page, '一切正常')
    bench.answers.overview = () => new Promise(() => {})
    await phone.page.reload()
    await says(phone.page, '一切正常')
  })
})

describe('an incident', () => {
  const opened = incident().now

  test('我来处理 goes to the cloud once, and the button becomes a name', async () => {
    bench.answers.overview = overviewAnswer(incident())
    phone = await bench.open(OVERVIEW, opened)
    await says(phone.page, /已少收约 ¥ ?275/)
    bench.answers.admin = () => ({ ok: true, value: { incident: { ...acknowledged().incident, lost: null } } })
    bench.answers.overview = overviewAnswer(acknowledged())
    await phone.page.getByText('我来处理').click()
    await says(phone.page, '兰姨在处理，已 3 分钟')
    expect(bench.asked.filter(({ action }) => action === 'acknowledge')).toEqual([
      { action: 'acknowledge', incident: incident().incident?.id },
    ])
    expect(phone.complaints).toEqual([])
  })

  test('怎么办 leads to the page with the remedy, and back', async () => {
    bench.answers.overview = overviewAnswer(incident())
    phone = await bench.open(OVERVIEW, opened)
    await says(phone.page, '顾客付不了款')
    await phone.page.getByText('怎么办').click()
    await says(
      phone.page,
      /怎么办 改成到店付款.+一步一步来 1 ?自己用手机下一单.+4 ?修好之前，请顾客到柜台付款 经过 记一句 12:10:00/,
    )
    await phone.page.getByRole('button', { name: '返回' }).last().click()
    await says(phone.page, '每过 1 分钟')
  })

  test('a message’s link opens it by its id; when it is over the page says how it ended', async () => {
    bench.answers.overview = overviewAnswer(resolved())
    phone = await bench.open(
      `admin/pages/incident/index?id=${encodeURIComponent(incident().incident!.id)}`,
      resolved().now,
    )
    await says(phone.page, '已恢复，12:10–12:26 顾客付不了款， 16 分钟了结')
    await says(phone.page, '兰姨 12:17 接手')
    expect(await shownText(phone.page)).not.toContain('我来处理 ')
  })

  test('an old link says that it is over, and leads on', async () => {
    phone = await bench.open('admin/pages/incident/index?id=wensan%3Apay%3A1', noon)
    await says(phone.page, '这起告警已经翻篇')
    await phone.page.getByText('看总览').click()
    await says(phone.page, '一切正常')
  })

  test('without a network 我来处理 waits on the phone and goes out when there is one', async () => {
    bench.answers.overview = overviewAnswer(incident())
    phone = await bench.open(OVERVIEW, opened)
    await says(phone.page, '我来处理')
    await phone.page.context().setOffline(true)
    await says(phone.page, '手机没网')
    await phone.page.getByText('我来处理').first().click()
    await says(phone.page, '记下了，连上网马上发')
    expect(actions()).not.toContain('acknowledge')
    bench.answers.admin = () => ({ ok: true, value: { incident: acknowledged().incident } })
    bench.answers.overview = overviewAnswer(acknowledged())
    await phone.page.context().setOffline(false)
    await says(phone.page, '兰姨在处理')
    // the overview that is answered from here on says so too, whoever asked first
    await untilHolds(
      async () => actions(),
      (done) => expect(done).toContain('acknowledge'),
    )
  })

  test('the list leads to it, and an empty list says who would be told', async () => {
    bench.answers.overview = overviewAnswer(incident())
    phone = await bench.open('admin/pages/incidents/index', opened)
    await says(phone.page, '今天 12:10，已 6 分钟，没人接手')
    await phone.page.getByRole('button', { name: /^严重，顾客付不了款/ }).click()
    await says(phone.page, '这是什么意思')
  })
})

describe('what is not the present', () => {
  test('when answers stay away for four minutes, every light turns 没数据', async () => {
    phone = await bench.open(OVERVIEW, noon)
    await says(phone.page, '一切正常，比上周三忙')
    bench.answers.overview = () => {
      throw { errCode: -501002, errMsg: 'timeout' }
    }
    await bench.cloud.advance(20_000)
    await says(phone.page, '这是 12:01 的，没读到新的')
    await bench.cloud.advance(220_000)
    await says(phone.page, /这是 12:01 的，5 分钟没更新 再试 没数据 不知道现在怎样 12:01 时一切正常/)
    await untilHolds(
      () => phone.page.getByRole('button', { name: / 没数据：12:01 时/ }).count(),
      (count) => expect(count).toBe(5),
    )
    bench.answers.overview = overviewAnswer({ ...normal(), now: at('12:06:20'), foldedThrough: at('12:05') })
    await phone.page.getByText('再试').click()
    await says(phone.page, '一切正常，比上周三忙')
  })

  test('the first time: grey shapes, and after three seconds a word', async () => {
    bench.answers.overview = () => new Promise(() => {})
    phone = await bench.open(OVERVIEW, noon)
    await untilHolds(
      () => phone.page.getByRole('status', { name: '正在读' }).count(),
      (count) => expect(count).toBe(1),
    )
    await bench.cloud.advance(3_000)
    await says(phone.page, '网慢，还在读')
  })

  test('nothing to show: the reason with its code, and another try', async () => {
    bench.answers.overview = () => {
      throw { errCode: -501002, errMsg: 'x' }
    }
    phone = await bench.open(OVERVIEW, noon)
    await says(phone.page, '云函数没回话（-501002）')
    bench.answers.overview = overviewAnswer(normal())
    await phone.page.getByText('再试一次').click()
    await says(phone.page, '一切正常')
  })
})

describe('the way in', () => {
  const stranger = { role: null, name: '', stores: [], claimed: false }

  test('a stranger sees nothing of the shop; a claim code makes the first owner', async () => {
    bench.answers.admin = () => ({ ok: true, value: stranger })
    bench.answers.overview = () => ({ ok: false, error: { code: 'forbidden', message: '' } })
    phone = await bench.open(OVERVIEW, noon)
    await says(phone.page, '认领码')
    expect(await shownText(phone.page)).not.toMatch(/兰姨|牛肉面|¥/)
    expect(actions()).not.toContain('overview')

    bench.answers.admin = ({ action }) =>
      action === 'claim' ? { ok: false, error: { code: 'claim_invalid', message: '' } } : { ok: true, value: stranger }
    await phone.page.getByLabel('认领码').last().fill('AB12 CD34')
    await phone.page.getByLabel('怎么称呼你').last().fill('兰姨')
    await phone.page.getByText('进来看店').click()
    await says(phone.page, '这个码不对，或者已经用过了')
    expect(bench.asked.at(-1)).toEqual({ action: 'claim', code: 'AB12CD34', name: '兰姨' })

    bench.answers.admin = ({ action }) => ({ ok: true, value: action === 'claim' ? { role: 'owner' } : PERSON })
    bench.answers.overview = overviewAnswer(firstDay())
    await phone.page.getByText('进来看店').click()
    await says(phone.page, '开始看店了， 还差 2 步才叫得到你')
  })

  test('an owner invites a colleague from the first day’s list, and copies the code', async () => {
    bench.answers.overview = overviewAnswer(firstDay())
    bench.answers.admin = ({ action }) =>
      action === 'invite' ? { ok: true, value: { code: 'K7WX42', validMs: 1_800_000 } } : { ok: true, value: PERSON }
    phone = await bench.open(OVERVIEW, firstDay().now)
    await says(phone.page, /做好 3 步，共 5 步 收告警消息/)
    await phone.page.getByText('邀请', { exact: true }).click()
    await says(phone.page, 'K7WX42')
    await phone.page.getByText('复制邀请码').click()
    await untilHolds(
      () => copied(phone.page),
      (text) => expect(text).toBe('K7WX42'),
    )
  })

  test('settings say who one is and what this installation is', async () => {
    phone = await bench.open('admin/pages/settings/index', noon)
    await says(phone.page, /兰姨 店主 兰姨牛肉面（文三路店）/)
    await says(phone.page, /数据到 12:01/)
    await phone.page.getByRole('tab', { name: '总览' }).click()
    await says(phone.page, '一切正常')
  })
})

describe('a thousand rows', () => {
  const past = Array.from({ length: 1000 }, (_, index) => ({
    ...incidentsOf(resolved()).incidents[0]!,
    id: `wensan:ordering:${index}`,
    title: `第 ${index + 1} 起`,
    status: 'resolved' as const,
    resolvedAt: noon,
  }))
  const lists = {
    errors: [() => errorsPage(997), '第 997 种'],
    incidents: [() => ({ ...incidentsOf(normal()), incidents: past }), '第 1000 起'],
  } as const

  test.each(['errors', 'incidents'] as const)('%s come forty at a time as they are scrolled to', async (kind) => {
    const [page, last] = lists[kind]
    bench.answers.pages = { ...bench.answers.pages, [kind]: () => ({ ok: true, value: page() }) }
    phone = await bench.open(`admin/pages/${kind}/index`, noon)
    await says(phone.page, /第 \d+ [种起]/)
    const sent = await sentBytes(phone.page)
    const screens = await scrolledDown(phone.page, last)
    const bytes = await sent()
    await says(phone.page, last)
    expect(bytes.length).toBeLessThan(27)
    expect(Math.max(...bytes)).toBeLessThan(MOST_BYTES)
    expect(screens).toBeGreaterThan(24)
  })
})
