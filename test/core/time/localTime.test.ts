import { addDays, dayStart, localTime, sameClockEarlier } from '../../../core/time/localTime'

const at = (text: string): number => Date.parse(text)

describe('the shop’s wall clock', () => {
  it.each([
    ['2026-11-25T12:00:00+08:00', 'Asia/Shanghai', { day: '2026-11-25', weekday: 3, minuteOfDay: 720 }],
    ['2026-11-25T23:59:59.999+08:00', 'Asia/Shanghai', { day: '2026-11-25', weekday: 3, minuteOfDay: 1439 }],
    ['2026-11-26T00:00:00+08:00', 'Asia/Shanghai', { day: '2026-11-26', weekday: 4, minuteOfDay: 0 }],
    ['2026-11-25T18:45:00Z', 'Asia/Kathmandu', { day: '2026-11-26', weekday: 4, minuteOfDay: 30 }],
    ['2026-03-08T06:59:59Z', 'America/New_York', { day: '2026-03-08', weekday: 0, minuteOfDay: 119 }],
    ['2026-03-08T07:00:00Z', 'America/New_York', { day: '2026-03-08', weekday: 0, minuteOfDay: 180 }],
    ['2026-11-01T06:30:00Z', 'America/New_York', { day: '2026-11-01', weekday: 0, minuteOfDay: 90 }],
    ['1999-12-31T23:59:00-05:00', 'America/New_York', { day: '1999-12-31', weekday: 5, minuteOfDay: 1439 }],
  ])('%s in %s', (moment, zone, expected) => {
    expect(localTime(at(moment), zone)).toEqual(expected)
  })

  it.each([
    ['2026-11-25', 'Asia/Shanghai', '2026-11-24T16:00:00Z'],
    ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00Z'],
    ['2026-03-09', 'America/New_York', '2026-03-09T04:00:00Z'],
    ['2026-11-02', 'America/New_York', '2026-11-02T05:00:00Z'],
  ])('%s begins in %s at %s', (day, zone, moment) => {
    expect(dayStart(day, zone)).toBe(at(moment))
  })

  it.each([
    ['2026-03-01', -1, '2026-02-28'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-03-08', 7, '2026-03-15'],
  ])('%s and %d days are %s', (day, days, expected) => {
    expect(addDays(day, days)).toBe(expected)
  })

  it.each([
    ['no change between', '2026-11-25T12:00:30+08:00', 7, 'Asia/Shanghai', '2026-11-18T12:00:30+08:00'],
    ['clocks went forward', '2026-03-10T12:00:00-04:00', 7, 'America/New_York', '2026-03-03T12:00:00-05:00'],
    ['clocks went back', '2026-11-04T12:00:00-05:00', 7, 'America/New_York', '2026-10-28T12:00:00-04:00'],
  ])('the same clock time earlier: %s', (_, moment, days, zone, expected) => {
    expect(sameClockEarlier(at(moment), days, zone)).toBe(at(expected))
  })
})
