import type { RotaSlot } from '../../../contract/rota'
import { chainView } from '../../../miniprogram/admin/model/chain'
import {
  changedOpening,
  hoursView,
  likeMonday,
  withBreak,
  withDay,
  withDays,
  withTime,
} from '../../../miniprogram/admin/model/hours'
import { incidentParts } from '../../../miniprogram/admin/model/incidentDetail'
import { unreadOf } from '../../../miniprogram/admin/model/incidentUnread'
import { onCallView, turned } from '../../../miniprogram/admin/model/onCall'
import { peopleView } from '../../../miniprogram/admin/model/people'
import { reportsView, shareText } from '../../../miniprogram/admin/model/reports'
import { changeOf, knobsOf, trialView, turnedKnob } from '../../../miniprogram/admin/model/rules'
import { changedTemplates, templateForms } from '../../../miniprogram/admin/model/templates'
import { at, incident, resolved } from '../overviews'
import { chain } from '../pages/chain'
import { detailOf } from '../pages/incident'
import { reports } from '../pages/reports'
import { rules } from '../pages/rules'
import { shopSettings } from '../pages/settings'
import { wallet } from '../pages/wallet'

const week = (): [number, number][][] => Array.from({ length: 7 }, () => [[600, 1320]])

describe('opening hours', () => {
  test.each([
    ['an end before the beginning is on the next day', withTime(week(), 5, 0, 'to', '02:00')[5], [[600, 1560]]],
    ['a beginning after the end too', withTime(week(), 5, 0, 'from', '23:00')[5], [[1380, 2760]]],
    ['a day off', withDay(week(), 2, false)[2], []],
    [
      'a break in the afternoon',
      withBreak(week(), 1)[1],
      [
        [600, 840],
        [1020, 1320],
      ],
    ],
    ['and none again', withBreak(withBreak(week(), 1), 1)[1], [[600, 1320]]],
    ['every day like Monday', likeMonday(withDay(week(), 1, false)).flat(), []],
    ['hours that were never set begin as usual', withDay([], 0, true)[3], [[600, 1320]]],
  ])('%s', (_, day, expected) => expect(day).toEqual(expected))

  test('a holiday that is off as a whole is not listed day by day as well', () => {
    const spring = { name: '春节', from: '2027-02-05', to: '2027-02-08' }
    const off = withDays(['2026-11-30'], ['2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08'], true)
    const view = hoursView(week(), off, [spring])
    expect(view.closures).toEqual([{ day: '2026-11-30', text: '11 月 30 日 周一' }])
    expect(view.holidays).toMatchObject([{ text: '2 月 5 日 周五 到 2 月 8 日 周一', closed: true }])
    expect(hoursView(week(), withDays(off, ['2027-02-06'], false), [spring]).closures).toHaveLength(4)
  })
})

describe('the plan of duty', () => {
  const slot = (from: number, to: number, staff: string): RotaSlot => ({ weekday: 3, from, to, staff })

  test('a tap gives a service to the first, the next, nobody, and the first again', () => {
    const staff = ['a', 'b']
    const taps = [0, 1, 2, 3].reduce((slots) => [turned(slots, 3, 0, staff)!, ...slots], [] as RotaSlot[])
    expect(taps.reverse()).toEqual(['a', 'b', '', 'a'].map((name) => slot(600, 840, name)))
    expect(turned([slot(0, 1440, 'a')], 3, 1, staff)).toEqual(slot(840, 1020, 'b'))
  })

  test('a service that was given to nobody reads so at once', () => {
    const rota = { slots: [slot(600, 840, ''), ...shopSettings.rota.slots], overrides: [] }
    const view = onCallView(wallet, { ...shopSettings, rota }, { weekday: 3, minute: 722 })
    expect(view.rota.rows[2]?.cells[0]).toMatchObject({ text: '按顺序', taken: false })
  })

  test('shows who is on now, whom nobody reaches, and what a tap would add', () => {
    const view = onCallView(wallet, shopSettings, { weekday: 3, minute: 722 })
    expect(view.rota.rows[2]?.cells[0]).toMatchObject({ text: '兰姨', now: true, taken: true })
    expect(view.head).toMatchObject({ icon: 'warn', word: '注意，小周收不到', title: '严重告警全店还能收 6\u00a0条' })
    expect(view.pips[0]).toMatchObject({ count: '5 条', lit: 5, pips: [0, 1, 2, 3, 4, 5] })
    expect(view.steps.at(-1)).toMatchObject({ who: '小周', note: '没有额度，会跳过', bad: true })
  })
})

describe('one incident', () => {
  const open = () => incidentParts(detailOf(incident().incident!), at('12:16:25'))

  test('says how its money is reckoned, the mildest remedy with what undoes it, and where each reason leads', () => {
    const parts = open()
    expect(parts.reckoning).toBe('怎么算：按前 4 周该有 10 单，实际 2 单，每单 ¥34.4')
    expect(parts.remedies[0]?.question).toContain('1 小时后自动恢复')
    expect(parts.runs).toMatchObject([
      { name: '正在下架招牌牛肉面', note: '12:14 兰姨点的，14:14 自动恢复', canUndo: true },
    ])
    const { openedAt } = incident().incident!
    expect(parts.why.map(({ url }) => url)).toEqual([
      expect.stringContaining('by=release'),
      `/admin/pages/transactions/index?at=${openedAt}`,
      `/admin/pages/response/index?at=${openedAt}`,
      `/admin/pages/transactions/index?at=${openedAt}`,
      `/admin/pages/transactions/index?at=${openedAt}`,
      expect.stringContaining('/admin/pages/errors/index'),
      `/admin/pages/transactions/index?at=${openedAt}`,
    ])
  })

  test.each([
    ['nothing is said while there are minutes', 'minutes', true, ''],
    ['what hours draw is named', 'hours', true, '图是按每小时存下的画的'],
    ['so is what is gone', 'nothing', false, '过了 45 天，走势和原因的数据已经删了'],
  ] as const)('of an old one %s', (_, keptBy, drawn, words) => {
    const detail = detailOf(resolved().lastIncident!)
    const none = { payments: { at: [], ok: [], failed: [], expected: null }, why: { ...detail.why, signal: null } }
    const { kept } = incidentParts({ ...detail, ...(drawn ? {} : none), keptBy }, resolved().now)
    if (words === '') expect(kept).toBe('')
    else expect(kept).toContain(words)
  })

  test.each([
    ['being read', { at: null, failure: null }, '正在读怎么办、走势和原因'],
    ['not there', { at: null, failure: '云函数没回话（-504002）' }, '怎么办、走势和原因没读出来'],
    ['old', { at: at('12:03'), failure: '手机没网' }, '走势和原因是 12:03 的，没读到新的'],
    ['there', { at: at('12:03'), failure: null }, undefined],
  ])('what stands beside its head is %s: said so', (_, read, title) =>
    expect(unreadOf(read, 'Asia/Shanghai')?.title).toBe(title),
  )

  test('when it is over nothing is offered any more, and its phases add up', () => {
    const parts = incidentParts(detailOf(resolved().lastIncident!), resolved().now)
    expect(parts.remedies).toEqual([])
    expect(parts.phases.map(({ name, text }) => `${name} ${text}`)).toEqual(['发现 3 分', '接手 4 分', '恢复 9 分'])
    expect(parts.phases.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
  })
})

describe('reports', () => {
  test.each([
    [1, '100%'],
    [0.99999, '99.9%'],
    [0.996, '99.6%'],
    [null, '没数据'],
  ])('a share of %p reads %s: a hundred only if nothing failed', (share, text) => expect(shareText(share)).toBe(text))

  test('a day that nobody watched is not called good, and a card without one claims nothing', () => {
    const days = reports.days.map((day) => ({ ...day, watched: false, incidents: [] }))
    const cards = reports.cards.map((card) => ({ ...card, days: 0, okShare: null }))
    const view = reportsView({ ...reports, days, cards })
    expect(view.head).toMatchObject({ icon: 'none', title: '还没有一整天' })
    expect(view.rows[0]).toMatchObject({ icon: 'none', spoken: expect.stringContaining('那天还没在看') })
    expect(view.cards[0]).toMatchObject({ share: '没数据', sentence: '还没有看完一整天', span: '刚开始看' })
  })

  test('name the day, what happened on it, and put it all on the card', () => {
    const view = reportsView(reports)
    expect(view.head).toMatchObject({ icon: 'ok', title: '没出过事', when: '昨天，11 月 24 日 周二' })
    expect(view.rows[3]).toMatchObject({ icon: 'crit', incidents: [{ text: '菜单打开慢，19:00–19:07，7 分钟' }] })
    expect(view.cards[0]).toMatchObject({ share: '99.8%', sentence: '开门 84 小时，有 7 分钟点不好单' })
    expect(view.cards[0]?.facts).toHaveLength(6)
  })
})

test('the chain adds up all stores and says who has what', () => {
  const view = chainView(chain, 'wensan', at('12:02'))
  expect(view.figures.map(({ spoken }) => spoken)).toEqual([
    '合计实收 ¥4,878，比上周三此时↓6%',
    '订单 143 单，比上周三此时↓7%',
  ])
  expect(view.rows.map(({ name, note, current }) => [name, note, current])).toEqual([
    ['西湖店', '没人接手，约少收 ¥275，共 2 起', false],
    ['文三路店', '83 单，比上周三此时 ↑15%', true],
  ])
})

describe('rules', () => {
  const [payment] = rules.rules
  test('turn in steps that suit the number, without the dust of fractions, and back to nothing changed', () => {
    const [value] = knobsOf(payment!, {})
    expect([value?.text, turnedKnob(value!, true), turnedKnob({ ...value!, value: 0.15 }, false)]).toEqual([
      '50%',
      0.55,
      0.1,
    ])
    expect(changeOf(payment!, { value: 0.55, minUsers: 3 })).toEqual({ value: 0.55 })
    expect(changeOf(payment!, { value: 0.5 })).toEqual({})
  })

  test('a dry run says how often, or that nobody would be called', () => {
    expect(trialView({ minutes: 360, alerts: [] }, 6, 'Asia/Shanghai').title).toBe('过去 6 小时不会叫人')
  })
})

test('staff are offered nothing about colleagues; an owner may hand over to anybody but themselves', () => {
  const owner = peopleView(shopSettings)
  expect(owner.rows[0]?.actions.map(({ kind }) => kind)).toEqual(['off'])
  expect(owner.rows[1]?.actions.map(({ kind }) => kind)).toEqual(['up', 'off', 'role', 'role', 'handOver', 'dismiss'])
  expect(peopleView({ ...shopSettings, may: [] }).rows.flatMap(({ actions }) => actions)).toEqual([])
})

test('of the templates those are saved that were changed: without an id it is none, an empty keyword is left out', () => {
  const before = shopSettings.templates!
  const forms = templateForms(before)
  expect(changedTemplates(before, forms)).toEqual({})
  expect(
    changedTemplates(
      before,
      forms.map((form) => ({ ...form, id: ' ' })),
    ),
  ).toEqual({ critical: null })
  const digest = forms.map((form) => (form.name === 'digest' ? { ...form, id: ' tmpl-digest ' } : form))
  expect(changedTemplates(before, digest)).toEqual({ digest: { id: 'tmpl-digest', keywords: {} } })
})

test('of when a shop is open that is saved which was changed', () => {
  const before = { hours: week(), closedOn: ['2026-11-30', '2026-12-31'] }
  const after = { hours: week(), closedOn: ['2026-12-31', '2027-02-05'] }
  expect(changedOpening(before, after)).toEqual({ close: ['2027-02-05'], open: ['2026-11-30'] })
  const early = withTime(week(), 1, 0, 'from', '09:00')
  expect(changedOpening(before, { ...before, hours: early })).toEqual({ hours: early, close: [], open: [] })
})
