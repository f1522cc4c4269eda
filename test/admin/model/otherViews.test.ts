import { METRICS } from '../../../contract/metrics'
import { failureWords } from '../../../miniprogram/admin/model/failure'
import { incidentList } from '../../../miniprogram/admin/model/incidentList'
import { findIncident, incidentView } from '../../../miniprogram/admin/model/incidentView'
import { lightMeaning } from '../../../miniprogram/admin/model/lightMeaning'
import { settingsView } from '../../../miniprogram/admin/model/settingsView'
import { inviteSheet, monitorSheet } from '../../../miniprogram/admin/model/sheets'
import { cleanCode, welcomeWords } from '../../../miniprogram/admin/model/welcome'
import { defaultRules } from '../../fakes/defaultRules'
import { acknowledged, at, incident, normal, resolved } from '../overviews'
import { detailOf } from '../pages/incident'

const situation = { online: true, failed: false, waiting: false }
const viewOf = (overview = incident()) =>
  incidentView(findIncident(overview, null)!, overview, { ...situation, now: overview.now })

describe('the page of one incident', () => {
  test('is found by its id, open or over', () => {
    expect(findIncident(incident(), 'wensan:pay:29400970')?.status).toBe('open')
    expect(findIncident(resolved(), 'wensan:pay:29400970')?.status).toBe('resolved')
    expect(findIncident(normal(), 'wensan:pay:29400970')).toBeNull()
  })

  test('without an id shows the open one before the last', () => {
    expect(findIncident(incident(), null)?.title).toBe('顾客付不了款')
    expect(findIncident(normal(), null)?.title).toBe('菜单打开慢')
  })

  test('tells what it means and what to do, numbered', () => {
    expect(viewOf().meaning).toContain('厨房看不到')
    expect(viewOf().remedy[0]).toEqual({ number: 1, text: '自己用手机下一单，看付款卡在哪一步' })
    expect(viewOf().remedy).toHaveLength(4)
  })

  test('the record ends with what will happen if nobody takes it', () => {
    expect(viewOf().timeline.map(({ clock, kind }) => [clock, kind])).toEqual([
      ['12:10:00', 'bad'],
      ['12:10:19', 'past'],
      ['12:18:00', 'ahead'],
    ])
  })

  test('once taken nothing lies ahead', () => {
    expect(viewOf(acknowledged()).timeline.at(-1)).toMatchObject({ text: '兰姨点了「我来处理」', kind: 'past' })
  })

  test('over: who paid and got no order is told by the page’s own answer', () => {
    const overview = resolved()
    const summary = overview.lastIncident!
    const unbooked = { orders: 1, fen: 2_800 }
    const detail = detailOf({ ...summary, payments: { opened: 9, unbooked, pending: 0, silent: 0 } })
    const view = incidentView(summary, overview, { ...situation, now: overview.now }, detail)
    expect(view.head.payments).toEqual({ text: '1 单付了钱，店里没单，共 ¥28', urgent: true })
    expect(viewOf(overview).head.payments.text).toBe('')
  })

  test('over: white head, how long it took, who had it', () => {
    const view = viewOf(resolved())
    expect(view.head).toMatchObject({
      ground: 'ok',
      word: '正常',
      since: '已恢复，12:10–12:26',
      title: '顾客付不了款，\n16 分钟了结',
      handling: '',
      told: '兰姨 12:17 接手',
      canAcknowledge: false,
      lost: { label: '当时少收约', rate: '' },
    })
    expect(view.timeline.at(-1)?.kind).toBe('good')
  })
})

describe('the list of incidents', () => {
  const entry = {
    id: 'a',
    area: 'ordering',
    severity: 'crit' as const,
    status: 'open' as const,
    title: '顾客付不了款',
    sentence: '',
    openedAt: at('12:10'),
    resolvedAt: null,
    by: null,
    silenced: false,
  }
  const past = { ...entry, id: 'b', openedAt: at('11:00'), resolvedAt: at('11:07'), status: 'resolved' as const }
  const figures = { days: 30, count: 2, mttaMs: 60_000, mttrMs: 7 * 60_000 }
  const page = (incidents: (typeof entry | typeof past)[]) => ({
    now: at('12:20'),
    zone: 'Asia/Shanghai',
    incidents,
    silences: [],
    figures,
  })

  test('the open ones first, with who has them', () => {
    const list = incidentList(page([entry, past]), null, at('12:16:25'))
    expect(list.open.map(({ word, note }) => [word, note])).toEqual([['严重', '今天 12:10，已 6 分钟，没人接手']])
    expect(list.past.map(({ word, note }) => [word, note])).toEqual([['已恢复', '今天 11:00，7 分钟恢复']])
    const taken = { ...entry, status: 'acknowledged' as const, by: '兰姨', silenced: true }
    expect(incidentList(page([taken as never]), null, at('12:20:25')).open[0]?.note).toBe(
      '今天 12:10，已 10 分钟，兰姨在处理，静音中',
    )
    expect(list.figures).toBe('30 天 2 起，平均 1 分钟有人接手，7 分钟恢复')
  })

  const silence = {
    id: 's',
    kind: 'silence' as const,
    area: null,
    upTo: 'warn' as const,
    until: at('15:00'),
    weekly: null,
    by: '兰姨',
    reason: '换收银机',
  }

  test.each([...new Set(defaultRules.map(({ area }) => area)), 'monitor'])('names the area %s in Chinese', (area) => {
    const { silences } = incidentList({ ...page([]), silences: [{ ...silence, area }] }, null, at('12:20'))
    expect(silences[0]?.title).toMatch(/^静音：[\u4e00-\u9fff]+，严重的照发$/)
  })

  test('says what is silenced, until when, by whom', () => {
    const weekly = {
      ...silence,
      kind: 'maintenance' as const,
      upTo: 'crit' as const,
      weekly: { weekdays: [1, 3], from: 840, to: 900 },
    }
    const list = incidentList({ ...page([]), silences: [silence, weekly] }, null, at('12:20'))
    expect(list.silences.map(({ title, note }) => [title, note])).toEqual([
      ['静音：全部告警，严重的照发', '到 15:00，兰姨：换收银机'],
      ['定期维护：全部告警', '每周一、三 14:00–15:00，兰姨：换收银机'],
    ])
  })

  test('says who would be told, or that nobody would', () => {
    expect(incidentList(page([]), normal().credits, at('12:02')).assurance).toContain('全店还能收 7 条')
    const empty = { critical: 0, mine: 0, unreachable: [], templateIds: [] }
    expect(incidentList(page([]), empty, at('12:02')).assurance).toContain('谁都收不到')
  })
})

describe('why nothing can be read', () => {
  const error = { code: 'unavailable' as const, message: 'x', errCode: -501002 }

  test('names the code and what it does not tell', () => {
    expect(failureWords(error, true)).toBe('云函数没回话（-501002）。\n点单好不好看不到，先看厨房小票')
    expect(failureWords({ ...error, errCode: null }, true)).toContain('云函数没回话。')
  })

  test('no network is its own reason', () => {
    expect(failureWords(error, false)).toContain('手机没网')
  })

  test('a refusal is told in words and with its code', () => {
    expect(failureWords({ ...error, code: 'forbidden' }, true)).toContain('forbidden')
  })
})

describe('panels from below', () => {
  test('the limits told are those of the catalogue', () => {
    const { good, poor } = METRICS.request.thresholds
    expect(lightMeaning.response.limits).toBe(`${good / 1000} 秒内算好，超过 ${poor / 1000} 秒算慢`)
    const launch = METRICS.launch.thresholds
    expect(lightMeaning.experience.limits).toBe(`${launch.good / 1000} 秒内算好，超过 ${launch.poor / 1000} 秒算慢`)
  })

  test('the monitor lists the holes of the day', () => {
    const sheet = monitorSheet(normal(), at('12:02:20'))
    expect(sheet.kind === 'monitor' && sheet.facts.map(({ text }) => text)).toEqual([
      '12:02，20 秒前',
      '12:01',
      '11:20–11:25（5 分钟）',
      '都在你自己的微信云里，不交给别人',
    ])
  })

  test('an invitation says how long it lasts', () => {
    expect(inviteSheet({ code: 'AB12', validMs: 1_800_000 })).toMatchObject({ code: 'AB12', validFor: '30 分钟' })
  })
})

describe('settings', () => {
  const person = {
    role: 'owner' as const,
    name: '兰姨',
    claimed: true,
    stores: [{ id: 'wensan', name: '兰姨牛肉面', branch: '文三路店' }],
  }

  test('who one is, where, and what this installation is', () => {
    const view = settingsView(person, 'wensan', { ...normal(), demo: true }, null, 'develop')
    expect(view).toMatchObject({
      name: '兰姨',
      role: '店主',
      shop: '兰姨牛肉面（文三路店）',
      stores: 1,
    })
    expect(view.facts).toEqual([
      { name: '小程序版本', text: '开发版' },
      { name: '看店第几天', text: '第 41 天' },
      { name: '数据到', text: '12:01' },
      { name: '时区', text: 'Asia/Shanghai' },
      { name: '数据', text: '含演示数据' },
    ])
  })

  test('what the cloud lets nobody of this role do is not listed; without an answer no credits are made up', () => {
    const view = settingsView({ ...person, role: 'staff' }, 'wensan', null, null, 'release')
    expect(view.credits).toBeNull()
    expect(view.rows.map(({ id }) => id)).toEqual(['oncall', 'hours', 'people', 'rules', 'privacy', 'diagnosis'])
  })
})

describe('a stranger', () => {
  test('is asked for a claim code only while there is no owner', () => {
    expect(welcomeWords(false).codeLabel).toBe('认领码')
    expect(welcomeWords(true).codeLabel).toBe('邀请码')
    expect(welcomeWords(null).codeLabel).toBe('邀请码')
  })

  test('may paste the code with spaces around and in it', () => {
    expect(cleanCode(' AB12 \n CD34 ')).toBe('AB12CD34')
  })
})
