import type { IncidentDocument } from '../../../core/documents/incident'
import type { OrderFact } from '../../../core/documents/orderHour'
import { newIncident } from '../../../core/incidents/newIncident'
import { dailyReport } from '../../../core/reports/dailyReport'
import { slaCard } from '../../../core/reports/slaCard'
import { fakeStore, NOON } from '../../fakes/alertedShop'

const MINUTE = 60_000
const DAY = 86_400_000

const paid = (at: number, amountFen: number, refundedAt: number | null = null): OrderFact => ({
  createdAt: at,
  paidAt: at,
  acceptedAt: null,
  doneAt: null,
  cancelledAt: null,
  refundedAt,
  amountFen,
  updatedAt: at,
})
const trouble = (from: number, to: number | null, severity: 'warn' | 'crit' = 'crit'): IncidentDocument => {
  const alerts = [{ rule: 'r', title: 't', severity, since: from, until: to, value: null }]
  const found = { id: `${from}`, store: 's1', area: 'ordering', severity, title: '顾客付不了款', sentence: '' }
  const incident = newIncident({ ...found, minute: from / MINUTE + 2, alerts })
  return { ...incident, resolvedAt: to, status: to === null ? 'open' : 'resolved' }
}
const report = (facts: OrderFact[], incidents: IncidentDocument[] = []) =>
  dailyReport({ store: fakeStore, day: '2026-11-25', facts, incidents, criticalLeft: 6 })

describe('the daily report', () => {
  it('says in the owner’s words how many orders, how much money and how it went', () => {
    expect(report([paid(NOON, 3400), paid(NOON + 1, 2600)])).toMatchObject({
      title: '昨天 2 单，实收 ¥60',
      sentence: '没出过事',
      word: '正常',
    })
  })

  it('counts the day by the shop’s clock, and no money that went back', () => {
    const midnight = Date.parse('2026-11-24T16:00:00Z')
    const facts = [
      paid(midnight - 1, 100),
      paid(midnight, 200),
      paid(midnight + DAY - 1, 300, NOON),
      paid(midnight + DAY, 400),
    ]
    expect(report(facts).title).toBe('昨天 2 单，实收 ¥2')
  })

  it.each([
    [12_000, '比上周三多 20%，没出过事'],
    [8_000, '比上周三少 20%，没出过事'],
    [10_000, '和上周三一样，没出过事'],
  ])('compares %i fen with the same weekday', (fen, sentence) => {
    expect(report([paid(NOON, fen), paid(NOON - 7 * DAY, 10_000)]).sentence).toBe(sentence)
  })

  it('tells of trouble, and of what is not over', () => {
    const over = trouble(NOON, NOON + 16 * MINUTE)
    expect(report([], [over])).toMatchObject({ sentence: '出过 1 次事', word: '出过事' })
    expect(report([], [over]).text).toContain('· 顾客付不了款，16 分钟了结')
    expect(report([], [over, trouble(NOON + DAY, null)])).toMatchObject({ sentence: '还有 1 件没好', word: '还没好' })
    expect(report([], [trouble(NOON - 2 * DAY, NOON - 2 * DAY + MINUTE)]).word).toBe('正常')
  })

  it('fits the keywords of a template', () => {
    for (const { title, sentence, word } of [report([paid(NOON, 99_999_900)]), report([], [trouble(NOON, null)])]) {
      expect([title.length <= 20, sentence.length <= 20, word.length <= 5]).toEqual([true, true, true])
    }
  })
})

describe('the card for sharing', () => {
  const from = Date.parse('2026-11-01T00:00:00+08:00')
  const card = (incidents: IncidentDocument[]) => slaCard(fakeStore, incidents, from, from + 30 * DAY)

  it('counts only minutes in which the shop was open, and those of overlapping incidents once', () => {
    const first = trouble(NOON, NOON + 60 * MINUTE)
    const second = { ...trouble(NOON + 30 * MINUTE, NOON + 72 * MINUTE), _id: 'b' }
    const night = trouble(NOON + 12 * 3_600_000, NOON + 13 * 3_600_000)
    expect(card([first, second, night])).toMatchObject({
      days: 30,
      openMinutes: 21_600,
      brokenMinutes: 72,
      incidents: 3,
    })
    expect(card([first, second, night]).okShare).toBeCloseTo(1 - 72 / 21_600)
  })

  it('leaves warnings out of the share, but not out of the count', () => {
    expect(card([trouble(NOON, NOON + 60 * MINUTE, 'warn')])).toMatchObject({
      brokenMinutes: 0,
      okShare: 1,
      incidents: 1,
    })
  })

  it('means the times of all, and says the longest calm', () => {
    const taken = {
      ...trouble(NOON, NOON + 20 * MINUTE),
      acknowledged: { by: '兰姨', staff: 'a', at: NOON + 7 * MINUTE },
    }
    expect(card([taken, trouble(NOON + DAY, NOON + DAY + 40 * MINUTE)])).toMatchObject({
      mttaMs: 4 * MINUTE,
      mttrMs: 30 * MINUTE,
      calmDays: 24,
    })
  })

  it('of a shop that never opens says no share rather than a perfect one', () => {
    const closed = { ...fakeStore, hours: Array.from({ length: 7 }, () => []) }
    expect(slaCard(closed, [], from, from + DAY).okShare).toBeNull()
  })
})
