import type { PlanUse } from '../../../contract/pages/load'
import { probeSchema } from '../../../contract/schemas/probe'
import { PERSONAL_COLLECTIONS } from '../../../core/people/personalRecords'
import { cloudPlanView, planHead, planOf } from '../../../miniprogram/admin/model/cloudPlan'
import { exportTokensView } from '../../../miniprogram/admin/model/exportTokens'
import { erasedText, foundView, openidOf, progressText } from '../../../miniprogram/admin/model/onePerson'
import { emptyProbe, faultAt, probeOf } from '../../../miniprogram/admin/model/probeForm'
import { probeListView } from '../../../miniprogram/admin/model/probeList'
import { settingsView } from '../../../miniprogram/admin/model/settingsView'
import { at } from '../overviews'
import { shopSettings } from '../pages/settings'

const zone = 'Asia/Shanghai'

describe('the cloud plan', () => {
  const use = { used: 12_300, forecast: 25_000, daysLeft: null } as PlanUse
  const plan = { pointsPerMonth: 40_000, monitorShare: 0.3 }

  test.each([
    ['none is chosen', null, use, ['还没选套餐', '选了才知道这个月还剩多少']],
    ['what is used is not known', plan, null, ['每月 40,000 点', '这个月用了多少，还没读到']],
    ['some is left', plan, use, ['这个月还剩 27,700 点', '用了 12,300 点，照这样月底能剩约 15,000 点']],
    [
      'it will not last',
      plan,
      { ...use, daysLeft: 3.5 },
      ['这个月还剩 27,700 点', '用了 12,300 点，照这样还能用 3 天'],
    ],
    [
      'it is the first hour',
      plan,
      { ...use, forecast: null },
      ['这个月还剩 27,700 点', '用了 12,300 点，才几个小时，还看不出'],
    ],
    ['none is left', plan, { ...use, used: 41_000 }, ['这个月用完了', expect.stringContaining('用了 41,000 点')]],
  ])('%s', (_, chosen, used, [title, sentence]) => expect(planHead(chosen, used)).toEqual({ title, sentence }))

  test('one of the plans is the chosen one, and what the owner wrote otherwise is one too', () => {
    const chosen = (points: number) =>
      cloudPlanView({ ...shopSettings, plan: { ...plan, pointsPerMonth: points } }).choices.filter((one) => one.chosen)
    expect(chosen(40_000)).toMatchObject([{ name: '¥19.9 一个月' }])
    expect(chosen(50_000)).toMatchObject([{ name: '自己的', note: '每月 50,000 点' }])
    expect(cloudPlanView({ ...shopSettings, plan: null })).toMatchObject({ shares: [], share: '0' })
  })

  test('another plan keeps the share, and none is none', () => {
    expect(planOf(plan, 330_000)).toEqual({ pointsPerMonth: 330_000, monitorShare: 0.3 })
    expect(planOf(null, 3000)).toEqual({ pointsPerMonth: 3000, monitorShare: 0.5 })
    expect(planOf(plan, 0)).toBeNull()
  })
})

describe('a probe', () => {
  const form = { ...emptyProbe, name: ' 打开菜单 ', functionName: 'shop', event: '{"action":"menu"}' }
  const made = (more: Partial<typeof form>) => probeOf({ ...form, ...more }, 'p1', 'wensan')

  test('is what the form says', () => {
    expect(made({ path: 'value.open', equals: 'true', seconds: '1.5' })).toEqual({
      probe: {
        ...{ id: 'p1', name: '打开菜单', store: 'wensan', everyMinutes: 15 },
        target: { kind: 'function', name: 'shop', event: { action: 'menu' } },
        expect: { withinMs: 1500, path: 'value.open', equals: true },
      },
    })
    expect(made({ kind: 'http', url: ' https://a.cn/menu ' })).toMatchObject({
      probe: { target: { kind: 'http', method: 'GET', url: 'https://a.cn/menu' }, expect: { withinMs: 3000 } },
    })
  })

  test('of an address may post, with headers, a body and the status that it wants; a function has none of these', () => {
    const http = {
      kind: 'http' as const,
      url: 'https://a.cn/menu',
      headers: 'X-Key: a:b\n\nAccept: text/plain',
      status: '201',
    }
    const target = { kind: 'http', url: 'https://a.cn/menu', headers: { 'X-Key': 'a:b', Accept: 'text/plain' } }
    const expect201 = { withinMs: 3000, status: 201 }
    expect(made({ ...http, method: 'POST', body: '{"shop":1}' })).toMatchObject({
      probe: { target: { ...target, method: 'POST', body: '{"shop":1}' }, expect: expect201 },
    })
    expect(made({ ...http, body: 'left over' })).toEqual({
      probe: expect.objectContaining({ target: { ...target, method: 'GET' }, expect: expect201 }),
    })
    expect(made({ ...http, kind: 'function' })).toMatchObject({ probe: { expect: { withinMs: 3000 } } })
    expect(
      probeSchema.safeParse((made({ ...http, method: 'POST', body: 'a' }) as { probe: object }).probe).success,
    ).toBe(true)
  })

  test.each([
    ['a number', '12', 12],
    ['text', '营业中', '营业中'],
    ['text in quotes that looks like a number', '"12"', '12'],
    ['nothing', 'null', null],
    ['a list, which stays text', '[1]', '[1]'],
  ])('equals %s', (_, equals, expected) =>
    expect(made({ path: 'a', equals })).toMatchObject({ probe: { expect: { equals: expected } } }),
  )

  test.each([
    [{ name: ' ' }, 'name'],
    [{ name: '一二三四五六七八九十一二三' }, 'name'],
    [{ kind: 'http' as const, url: 'a.cn' }, 'url'],
    [{ kind: 'http' as const, url: 'https://a.cn', headers: 'no colon' }, 'headers'],
    [{ kind: 'http' as const, url: 'https://a.cn', status: '20' }, 'status'],
    [{ kind: 'http' as const, url: 'https://a.cn', status: '999' }, 'status'],
    [{ kind: 'http' as const, url: 'https://a.cn', body: 'x'.repeat(4001) }, 'body'],
    [{ functionName: '菜单' }, 'functionName'],
    [{ event: '{action' }, 'event'],
    [{ event: '[]' }, 'event'],
    [{ path: 'a..b' }, 'path'],
    [{ equals: '1' }, 'equals'],
    [{ seconds: '11' }, 'seconds'],
    [{ seconds: 'x' }, 'seconds'],
    [{ everyMinutes: 7 }, 'everyMinutes'],
  ])('%j is told at its field', (more, field) =>
    expect(made(more)).toEqual({ faults: { [field]: expect.any(String) } }),
  )

  test.each([
    ['probe.target.url', ['url']],
    ['probe.expect.withinMs', ['seconds']],
    ['probe.expect.status', ['status']],
    ['probe.target.headers.X Key', ['headers']],
    ['probe', ['list']],
  ])('what the cloud refuses at %s is told at its field', (field, expected) =>
    expect(Object.keys(faultAt(field) ?? {})).toEqual(expected),
  )

  test('what has no field of the form is told otherwise', () => expect(faultAt('probe.store')).toBeNull())

  test('the list says what is tried and what it wants, of this store only', () => {
    const [own] = shopSettings.probes!
    const view = probeListView({ ...shopSettings, may: ['probe'], probes: [own!, { ...own!, store: 'xihu' }] })
    expect(view.rows).toEqual([
      { id: 'menu', name: '打开菜单', note: '每 5 分钟，云函数 shop', wants: '3 秒内回话，要有 value.dishes.0' },
    ])
  })
})

describe('keys for other programs', () => {
  const token = (id: string) => ({ id, name: '会计的表格', stores: ['wensan', 'gone'], createdAt: at('11:00') })
  const stores = [{ id: 'wensan', name: '兰姨牛肉面', branch: '文三路店' }]
  const view = (count: number) =>
    exportTokensView({ tokens: Array.from({ length: count }, (_, index) => token(String(index))) }, stores, zone)

  test('say since when and for which stores', () =>
    expect(view(1).rows[0]?.note).toBe('11 月 25 日给的，能看文三路店、gone'))
  test('the fifth is the last', () => expect([view(4).room, view(5).room]).toEqual([true, false]))
})

describe('one person', () => {
  test.each([
    [' oAbc-12_x ', 'oAbc-12_x'],
    ['兰姨', null],
    ['abc', null],
  ])('%j is an openid or cannot be one', (typed, openid) => expect(openidOf(typed)).toBe(openid))

  test('what is found is told by where it lies, in the owner’s words', () => {
    const record = (collection: string) => ({ collection, id: '1', at: ['user'] })
    const view = foundView([record('credits'), record('minutes'), record('minutes')])
    expect(view.rows).toEqual([
      { name: '每分钟的统计', text: '2 条' },
      { name: '消息额度', text: '1 条' },
    ])
    expect([view.title, foundView([]).title]).toEqual(['有 3 条里有他', '没有他的数据'])
  })

  test('every place that is gone through has a name, and its turn', () => {
    const texts = PERSONAL_COLLECTIONS.map((collection) => progressText({ collection, afterId: '' }, '正在翻'))
    expect(texts.map((text) => text.split('，')[1])).toEqual(texts.map((_, index) => `${index + 1} / ${texts.length}`))
    expect(progressText(null, '正在忘')).toBe('正在忘手机刚发来的，1 / 12')
  })

  test.each([
    [3, null, '3 条改好了，再也认不出是他'],
    [0, null, '没有要改的'],
    [3, at('11:00') + 2 * 86_400_000, /，11 月 27 日 11:00 以后再来忘一次$/],
    [3, at('11:00'), /过几分钟再来忘一次$/],
  ])('%p changed, again after %p', (changed, again, expected) =>
    expect(erasedText(changed, again, at('11:00'), zone)).toMatch(expected),
  )
})

test('settings offer an owner’s pages to an owner only', () => {
  const person = { role: 'owner', name: '兰姨', stores: [], claimed: true } as const
  const rows = (may: string[]) =>
    settingsView({ ...person, stores: [] }, 'wensan', null, { ...shopSettings, may }, 'release').rows.map(
      ({ id }) => id,
    )
  const owners = ['plan', 'probes', 'exports']
  expect(rows(['plan', 'probe', 'exportTokens'])).toEqual(expect.arrayContaining(owners))
  expect(rows([]).filter((id) => owners.includes(id))).toEqual([])
})
