import fc from 'fast-check'
import { silencedUntil } from '../../../core/silences/silencedUntil'
import { onDuty } from '../../../core/staff/onDuty'
import { spanEnd } from '../../../core/staff/quietHours'
import { localTime } from '../../../core/time/localTime'

const MINUTE = 60_000
const SHANGHAI = 'Asia/Shanghai'
const NEW_YORK = 'America/New_York'
const night = { from: 22 * 60, to: 9 * 60 }
const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())

describe('when a daily span ends, by the shop’s clock', () => {
  it.each([
    ['in Shanghai before midnight', SHANGHAI, '2026-11-25T15:00:00Z', '2026-11-26T01:00:00.000Z'],
    ['in Shanghai after midnight', SHANGHAI, '2026-11-25T17:00:00Z', '2026-11-26T01:00:00.000Z'],
    ['in Shanghai by day: not in it', SHANGHAI, '2026-11-25T04:00:00Z', null],
    ['at its last minute', SHANGHAI, '2026-11-26T00:59:00Z', '2026-11-26T01:00:00.000Z'],
    ['at its end: over', SHANGHAI, '2026-11-26T01:00:00Z', null],
    ['in New York in winter', NEW_YORK, '2026-12-01T04:00:00Z', '2026-12-01T14:00:00.000Z'],
    [
      'in the night that clocks go forward: an hour shorter',
      NEW_YORK,
      '2026-03-08T04:00:00Z',
      '2026-03-08T13:00:00.000Z',
    ],
    ['in the night that clocks go back: an hour longer', NEW_YORK, '2026-11-01T03:00:00Z', '2026-11-01T14:00:00.000Z'],
  ])('%s', (_, zone, at, end) => {
    expect(iso(spanEnd(night, zone, Date.parse(at)))).toBe(end)
  })

  it('is always ahead, and the clock then shows it, unless that hour is skipped', () => {
    const minute = fc.nat({ max: 1439 })
    const start = Date.parse('2026-01-01T00:00:00Z') / MINUTE
    fc.assert(
      fc.property(
        minute,
        minute,
        fc.nat({ max: 525_000 }),
        fc.constantFrom(SHANGHAI, NEW_YORK),
        (from, to, at, zone) => {
          const now = (start + at) * MINUTE
          const end = spanEnd({ from, to }, zone, now)
          if (end === null) return
          expect(end).toBeGreaterThan(now)
          expect(end - now).toBeLessThanOrEqual(25 * 60 * MINUTE)
          const shown = localTime(end, zone).minuteOfDay
          expect(shown === to || (to >= 60 && to < 180) || end - now === MINUTE).toBe(true)
        },
      ),
    )
  })
})

describe('weekly maintenance', () => {
  const tuesdayNight = {
    _id: 'm',
    version: 1,
    store: 's1',
    kind: 'maintenance' as const,
    area: null,
    upTo: 'crit' as const,
    from: Date.parse('2026-11-01T00:00:00Z'),
    until: Date.parse('2027-11-01T00:00:00Z'),
    weekly: { weekdays: [2], span: { from: 23 * 60, to: 60 } },
    by: '兰姨',
    reason: '盘点',
  }
  const incident = { store: 's1', area: 'ordering', severity: 'crit' as const }

  it.each([
    ['on its evening', '2026-11-24T15:30:00Z', '2026-11-24T17:00:00.000Z'],
    ['after midnight, which is Wednesday already', '2026-11-24T16:30:00Z', '2026-11-24T17:00:00.000Z'],
    ['on another evening', '2026-11-25T15:30:00Z', null],
    ['after the midnight of another evening', '2026-11-23T16:30:00Z', null],
    ['after the last week', '2027-11-02T15:30:00Z', null],
  ])('%s', (_, at, end) => {
    expect(iso(silencedUntil([tuesdayNight], incident, { zone: SHANGHAI }, Date.parse(at)))).toBe(end)
  })
})

describe('who is on duty', () => {
  const slots = [
    { weekday: 3, from: 600, to: 840, staff: 'lan' },
    { weekday: 3, from: 1020, to: 1500, staff: 'qiang' },
    { weekday: 6, from: 1320, to: 1560, staff: 'zhou' },
  ]
  const overrides = [
    { from: Date.parse('2026-11-25T04:00:00Z'), to: Date.parse('2026-11-25T05:00:00Z'), staff: 'zhou' },
  ]
  it.each([
    ['by the week’s plan', '2026-11-25T02:00:00Z', ['lan']],
    ['an exchange of shifts goes first, the plan stands behind it', '2026-11-25T04:30:00Z', ['zhou', 'lan']],
    ['until its end, not longer', '2026-11-25T05:00:00Z', ['lan']],
    ['between shifts nobody by plan', '2026-11-25T07:00:00Z', []],
    ['over midnight it is still the shift of the day before', '2026-11-25T16:30:00Z', ['qiang']],
    ['over the end of the week too', '2026-11-28T17:30:00Z', ['zhou']],
    ['and then it is over', '2026-11-28T18:00:00Z', []],
  ])('%s', (_, at, staff) => {
    expect(onDuty({ slots, overrides }, SHANGHAI, Date.parse(at))).toEqual(staff)
  })

  it('is nobody where there is no plan', () => {
    expect(onDuty(undefined, SHANGHAI, 0)).toEqual([])
  })

  it('follows the clock where it is put back: the hour that comes twice belongs to its shift twice', () => {
    const shift = { weekday: 0, from: 60, to: 120, staff: 'lan' }
    const at = (time: string) => onDuty({ slots: [shift], overrides: [] }, NEW_YORK, Date.parse(time))
    expect([at('2026-11-01T05:30:00Z'), at('2026-11-01T06:30:00Z'), at('2026-11-01T07:30:00Z')]).toEqual([
      ['lan'],
      ['lan'],
      [],
    ])
  })
})
