import { runsOutText } from '../../../core/incidents/forecast'
import { walletOf } from '../../../core/incidents/wallet'
import {
  alertedShop,
  CRITICAL,
  fakeSettings,
  fakeStore,
  NOON,
  NOON_MINUTE,
  NORMAL,
  person,
} from '../../fakes/alertedShop'

const DAY = 86_400_000
const SHANGHAI = 'Asia/Shanghai'

/** Each with so many critical messages; spent ones so many days ago. */
const wallet = (left: Record<string, number>, spentDaysAgo: number[] = [], settings = fakeSettings) => {
  const ports = alertedShop(0)
  for (const [name, granted] of Object.entries(left)) {
    const known = ports.store.credits.get(`${name}:${CRITICAL}`)
    const spentMinutes = name === '兰姨' ? spentDaysAgo.map((days) => NOON_MINUTE - days * 1440) : []
    ports.store.credits.set(`${name}:${CRITICAL}`, { ...(known as NonNullable<typeof known>), granted, spentMinutes })
  }
  const staff = [...ports.store.staff.values()]
  const viewer = person('兰姨', 1)
  return walletOf({ credits: [...ports.store.credits.values()], staff, settings, store: fakeStore, viewer, now: NOON })
}

describe('the wallet', () => {
  it('adds up who can be reached, and warns below two', () => {
    expect(wallet({ 兰姨: 5, 阿强: 1 })).toMatchObject({ critical: 6, low: false, mine: { critical: 5, normal: 0 } })
    expect(wallet({ 阿强: 1 })).toMatchObject({ critical: 1, low: true })
  })

  it('forecasts by what four weeks used, a shop that is younger by what it used in at least one', () => {
    expect(wallet({ 兰姨: 6 }, [1, 8, 15, 20, 28, 40])).toMatchObject({ perWeek: 1.3 })
    expect(wallet({ 兰姨: 6 }, [0, 1, 2])).toMatchObject({ perWeek: 3, runsOutAt: NOON + 14 * DAY })
    expect(wallet({ 兰姨: 6 })).toMatchObject({ perWeek: null, runsOutAt: null, sentence: '严重告警还能发 6 条' })
  })

  it('says the day from which nobody can be reached', () => {
    expect(wallet({ 兰姨: 1 }, [0, 1, 2]).sentence).toBe('周五就一个人都叫不到')
    expect(wallet({ 兰姨: 6 }, [0, 1, 2]).sentence).toBe('照现在用法，12 月 9 日用完')
    expect(wallet({}).sentence).toBe('现在一个人都叫不到')
  })

  it('shows the plan as it would run: who cannot be reached comes without a tick', () => {
    const robot = { url: 'https://robot.example', mentions: [] }
    expect(wallet({ 兰姨: 5, 阿强: 1 }, [], { ...fakeSettings, channels: { robot } }).steps).toEqual([
      { afterMinutes: 0, who: '兰姨', reachable: true },
      { afterMinutes: 5, who: '阿强', reachable: true },
      { afterMinutes: 10, who: '企业微信群', reachable: true },
      { afterMinutes: 15, who: '小周', reachable: false },
    ])
  })

  it('asks for more at the next tap only while there are fewer than ten', () => {
    expect(wallet({ 兰姨: 5 }).topUp).toEqual([CRITICAL, NORMAL])
    expect(wallet({ 兰姨: 10 }).topUp).toEqual([NORMAL])
  })
})

describe('the day it runs out, in words', () => {
  it.each([
    ['today', NOON + 3_600_000, '今天就一个人都叫不到'],
    ['within six days by its weekday', NOON + 3 * DAY, '周六就一个人都叫不到'],
    ['later by its date', NOON + 14 * DAY, '照现在用法，12 月 9 日用完'],
    ['by the shop’s clock', Date.UTC(2026, 10, 27, 17), '周六就一个人都叫不到'],
  ])('%s', (_, at, text) => {
    expect(runsOutText(3, at, SHANGHAI, NOON)).toBe(text)
  })
})
