import type { PaymentDoubts } from '../../../contract/paymentTruth'
import type { IncidentSummary } from '../../../contract/query'
import { overviewView, type Situation } from '../../../miniprogram/admin/model/overviewView'
import { acknowledged, at, firstDay, incident, normal, resolved, warning } from '../overviews'

const fresh = (now: number): Situation => ({ now, online: true, failed: false, waiting: false })
const shown = (overview = normal(), more: Partial<Situation> = {}) =>
  overviewView(overview, { ...fresh(overview.now), ...more })

describe('a normal noon', () => {
  test('says how it is, when, and against what', () => {
    expect(shown().head).toMatchObject({
      icon: 'ok',
      word: '正常',
      when: '周三 12:02，午市',
      title: '一切正常，比上周三忙',
    })
    expect(shown().figures[0]).toMatchObject({
      sign: '¥',
      number: '2,868',
      delta: { words: '比上周三此时', change: '↑15%' },
    })
    expect(shown().figures[1]).toMatchObject({ number: '83', unit: '单', delta: { change: '↑12%' } })
    expect(shown().figures[1]?.spoken).toBe('订单 83 单，比上周三此时↑12%')
  })

  test('keeps the five lights in their own order, quiet', () => {
    expect(shown().lights.map(({ name }) => name)).toEqual(['响应', '交易', '负载', '错误', '体验'])
    expect(shown().lights.some(({ loud }) => loud)).toBe(false)
  })

  test('names the last incident, the credits and the heartbeat', () => {
    expect(shown().quiet).toMatchObject({ line: '没有进行中的告警', note: '上次：周六 19:08 菜单打开慢，7 分钟恢复' })
    expect(shown().credits).toEqual({ line: '严重告警还能收', strong: '7 条', note: '全店合计，其中你 4 条' })
    expect(shown().monitor).toMatchObject({ line: '监控 20 秒前巡过', note: '数据到 12:01，11:20 缺了 5 分钟' })
  })

  test('shows no bar, no first-day groups, no badge', () => {
    expect(shown()).toMatchObject({ notice: { kind: 'none' }, setup: null, learning: null, alarms: 0, blind: '' })
  })

  test('a closed shop is not in its noon rush', () => {
    const overview = normal()
    expect(shown({ ...overview, store: { ...overview.store, open: false } }).head.when).toBe('周三 12:02，打烊了')
  })

  test('without a week to compare with it says so, and shows no change', () => {
    const overview = normal()
    const { figures } = shown({ ...overview, today: { ...overview.today, comparison: null } })
    expect(figures[0]?.delta).toEqual({ words: '还没得比', change: '' })
  })
})

describe('while something is wrong', () => {
  test('the head says since when, what it costs, who was told and who is next', () => {
    expect(shown(incident()).incident).toMatchObject({
      ground: 'crit',
      word: '严重',
      since: '12:10 开始，已 6 分钟',
      title: '顾客付不了款',
      lost: { figure: { sign: '¥', number: '275' }, label: '已少收约', rate: '再少约 ¥46' },
      canAcknowledge: true,
      handling: '',
      told: '已通知兰姨。12:18 还没人接手，就通知阿强',
    })
  })

  test.each<[string, Partial<PaymentDoubts>, severity: 'crit' | 'warn', string]>([
    ['nobody did', {}, 'crit', '没有顾客付了钱却没单'],
    ['nobody did, and some are open', { pending: 2, silent: 1 }, 'crit', '没有顾客付了钱却没单，3 单还说不准'],
    ['somebody did', { unbooked: { orders: 2, fen: 5_700 } }, 'warn', '2 单付了钱，店里没单，共 ¥57'],
    [
      'somebody did, of unknown money, and one is open',
      { unbooked: { orders: 1, fen: 0 }, silent: 1 },
      'crit',
      '1 单付了钱，店里没单；1 单还说不准',
    ],
    ['nobody did, in a small matter', {}, 'warn', ''],
    ['phones told of no payment', { opened: 0, pending: 1 }, 'crit', ''],
  ])('the head answers whether somebody paid and got no order: %s', (_, more, severity, text) => {
    const open = incident()
    const payments = { opened: 9, unbooked: { orders: 0, fen: 0 }, pending: 0, silent: 0, ...more }
    const one = { ...(open.incident as IncidentSummary), severity, payments }
    expect(shown({ ...open, incident: one }).incident?.payments).toEqual({ text, urgent: text.includes('店里没单') })
  })

  test('an answer of an older cloud says nothing of payments', () => {
    expect(shown(incident()).incident?.payments.text).toBe('')
  })

  test('the worst lights come first, money before the rest, and take two lines', () => {
    expect(shown(incident()).lights.map(({ name, loud }) => [name, loud])).toEqual([
      ['交易', true],
      ['响应', true],
      ['负载', true],
      ['错误', true],
      ['体验', false],
    ])
  })

  test('a person whom no message reaches is named', () => {
    expect(shown(incident()).credits.note).toBe('小周一条都收不到')
  })

  test('who reads it is not told of in the third person', () => {
    const overview = incident()
    const view = shown({ ...overview, credits: { ...overview.credits, mine: 0, unreachable: ['兰姨', '小周'] } })
    expect(view.credits.note).toBe('你、小周一条都收不到')
  })

  test('once somebody has it, the button becomes their name and how long', () => {
    expect(shown(acknowledged()).incident).toMatchObject({
      ground: 'crit',
      handling: '兰姨在处理，已 3 分钟',
      canAcknowledge: false,
      told: '已通知兰姨',
    })
  })

  test('in the first minute they have just taken it', () => {
    const overview = acknowledged()
    expect(shown(overview, { now: at('12:17:30') }).incident?.handling).toBe('兰姨在处理，刚接手')
  })

  test('tapped without a network, it says that it waits', () => {
    expect(shown(incident(), { waiting: true, online: false }).incident).toMatchObject({
      canAcknowledge: false,
      handling: '记下了，连上网马上发',
    })
  })

  test('nobody told yet is said, not hidden', () => {
    const overview = incident()
    const one = { ...overview.incident!, notified: [], next: null }
    expect(shown({ ...overview, incident: one }).incident?.told).toBe('还没通知到人')
    const taken = { ...one, acknowledged: { by: '兰姨', at: at('12:15') } }
    expect(shown({ ...overview, incident: taken }).incident?.told).toBe('')
  })

  test('an estimate has no fen, and its sentence has room between digits and words', () => {
    const overview = incident()
    const one = {
      ...overview.incident!,
      sentence: '3分钟6位顾客付款失败',
      lost: { orders: 6, fen: 8_162, fenPerMinute: 4_081 },
    }
    expect(shown({ ...overview, incident: one }).incident).toMatchObject({
      sentence: '3 分钟 6 位顾客付款失败',
      lost: { figure: { number: '82' }, rate: '再少约 ¥41' },
    })
  })

  test('a warning has an amber ground and no sum without an estimate', () => {
    expect(shown(warning()).incident).toMatchObject({ ground: 'warn', icon: 'warn', word: '注意', lost: null })
  })

  test('the chart hatches the loss, marks who took it, and leaves the open strip unnamed', () => {
    const { chart } = shown(acknowledged())
    expect(chart?.loss).toEqual({ from: at('12:10'), to: null, label: '少了约 8 单' })
    expect(chart?.events).toEqual([{ at: at('12:17:10'), name: '兰姨接手' }])
    expect(chart?.strips).toEqual([{ from: at('12:10'), to: null, name: '', tone: 'crit' }])
  })

  test('nothing is hatched where no order was lost', () => {
    expect(shown(warning()).chart?.loss).toBeNull()
  })

  test('after recovery the strip keeps its name and the row its length', () => {
    const view = shown(resolved())
    expect(view.incident).toBeNull()
    expect(view.chart?.strips).toEqual([{ from: at('12:10'), to: at('12:26'), name: '顾客付不了款', tone: 'crit' }])
    expect(view.quiet?.note).toBe('上次：12:10 顾客付不了款，16 分钟恢复')
  })
})

describe('the first days', () => {
  test('the head is a fact, not a verdict', () => {
    expect(shown(firstDay()).head).toMatchObject({ icon: 'none', word: '刚装好', when: '11 月 25 日 周三，第 1 天' })
  })

  test('undone steps come first, only the first button is filled', () => {
    const { setup } = shown(firstDay())
    expect(setup?.note).toBe('做好 3 步，共 5 步')
    expect(setup?.rows.map(({ id, action }) => [id, action])).toEqual([
      ['messages', { kind: 'topUp', label: '充能', primary: true }],
      ['colleague', { kind: 'invite', label: '邀请', primary: false }],
      ['sdk', null],
      ['orders', null],
      ['hours', null],
    ])
  })

  test('staff who may not invite get no button for it', () => {
    const view = shown({ ...firstDay(), viewer: { name: '小周', role: 'staff' } })
    expect(view.setup?.rows.find(({ id }) => id === 'colleague')?.action).toBeNull()
  })

  test.each([
    [1, 1],
    [7, 7],
  ])('on day %d of learning %d bars are full', (day, full) => {
    expect(shown({ ...firstDay(), day }).learning?.days.filter(({ begun }) => begun)).toHaveLength(full)
  })

  test('after a week it has learned, and stops asking for steps', () => {
    expect(shown({ ...firstDay(), day: 8 })).toMatchObject({ learning: null, setup: null })
  })

  test('nothing measured yet: no chart, and the monitor says that it has not run', () => {
    const overview = firstDay()
    const trend = { ...overview.trend, today: overview.trend.today.map(() => null) }
    const view = shown({ ...overview, trend, lastRunAt: null, foldedThrough: null })
    expect(view.chart).toBeNull()
    expect(view.monitor.line).toBe('监控还没巡过')
    expect(view.notice.kind).toBe('none')
  })
})

describe('an old picture', () => {
  const late = { now: at('12:16:00') }

  test('three minutes are fresh, a second more is not', () => {
    expect(shown(normal(), { now: at('12:04:00') }).notice.kind).toBe('none')
    expect(shown(normal(), { now: at('12:04:01') }).notice.kind).toBe('stale')
  })

  test('an amber bar says of when it is and how long nothing came', () => {
    expect(shown(normal(), late).notice).toEqual({ kind: 'stale', text: '这是 12:01 的，15 分钟没更新', retry: true })
  })

  test('every light turns 没数据 and tells the past', () => {
    const { lights } = shown(normal(), late)
    expect(lights.every(({ level }) => level === 'none')).toBe(true)
    expect(lights.map(({ sentence }) => sentence)).toEqual([
      '12:01 时 95% 的操作 0.7 秒内，和平时一样',
      '12:01 时 84 位要付款，83 位付成了',
      '12:01 时云套餐够用，月底约用到 72%',
      '12:01 时没有新错误',
      '12:01 时顾客 1.9 秒看到菜单，和平时一样',
    ])
  })

  test('the verdict, the figures and the line end are past as well', () => {
    const view = shown(normal(), late)
    expect(view.head).toMatchObject({ icon: 'none', word: '没数据', when: '不知道现在怎样', title: '12:01 时一切正常' })
    expect(view.figures[0]?.delta).toEqual({ words: '12:01 时比上周三', change: '↑15%' })
    expect(view.chart).toMatchObject({ endLabel: '12:01 时 24 单', note: '' })
    expect(view.blind).toBe('现在点单好不好看不到，先看厨房小票')
  })

  test('without a network the bar is grey and says of when it is', () => {
    expect(shown(normal(), { ...late, online: false }).notice).toEqual({
      kind: 'offline',
      text: '手机没网，看到的是 12:01 存下的',
      retry: false,
    })
  })

  test('a question without an answer is told at once', () => {
    expect(shown(normal(), { failed: true }).notice).toMatchObject({ kind: 'stale', text: '这是 12:01 的，没读到新的' })
  })
})
