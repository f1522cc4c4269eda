import { isOpen, openedMinutesAgo } from '../../../core/rules/openingHours'

const week = (...today: [number, number][]) => Array.from({ length: 7 }, () => today)
const at = (iso: string): number => Date.parse(iso)
const shanghai = (hours: [number, number][][], closedOn: string[] = []) => ({ zone: 'Asia/Shanghai', hours, closedOn })

describe('opening hours', () => {
  it.each([
    ['open at the first minute', week([600, 1320]), '2026-11-25T10:00:00+08:00', true],
    ['closed the minute before', week([600, 1320]), '2026-11-25T09:59:59+08:00', false],
    ['closed from the last minute on', week([600, 1320]), '2026-11-25T22:00:00+08:00', false],
    ['closed in the afternoon break', week([600, 840], [1020, 1260]), '2026-11-25T15:00:00+08:00', false],
    ['open in the second interval', week([600, 840], [1020, 1260]), '2026-11-25T17:00:00+08:00', true],
    ['open past midnight', week([1080, 1560]), '2026-11-25T01:59:00+08:00', true],
    ['closed once the night ends', week([1080, 1560]), '2026-11-25T02:00:00+08:00', false],
    ['open where no hours were given', [], '2026-11-25T04:00:00+08:00', true],
    ['closed where no day has any', week(), '2026-11-25T12:00:00+08:00', false],
  ] as [string, [number, number][][], string, boolean][])('%s', (_, hours, time, open) => {
    expect(isOpen(shanghai(hours), at(time))).toBe(open)
  })

  it('belong to the weekday on which they begin', () => {
    const fridayNight = week()
    fridayNight[5] = [[1080, 1560]]
    expect(isOpen(shanghai(fridayNight), at('2026-11-28T01:00:00+08:00'))).toBe(true) // Saturday, 1 in the morning
    expect(isOpen(shanghai(fridayNight), at('2026-11-27T01:00:00+08:00'))).toBe(false)
  })

  it('do not hold on days of closing, whose night is closed too', () => {
    const closed = shanghai(week([1080, 1560]), ['2026-11-25'])
    expect(isOpen(closed, at('2026-11-25T20:00:00+08:00'))).toBe(false)
    expect(isOpen(closed, at('2026-11-26T01:00:00+08:00'))).toBe(false)
    expect(isOpen(closed, at('2026-11-25T01:00:00+08:00'))).toBe(true)
  })

  it("go by the shop's own clock, also on the days on which it is changed", () => {
    const newYork = { zone: 'America/New_York', hours: week([540, 1020]), closedOn: [] }
    expect(isOpen(newYork, at('2026-03-08T12:59:00Z'))).toBe(false) // 08:59 after the change
    expect(isOpen(newYork, at('2026-03-08T13:00:00Z'))).toBe(true)
    expect(isOpen(newYork, at('2026-03-07T13:30:00Z'))).toBe(false) // 08:30 the day before
  })

  it('say how long ago they began', () => {
    expect(openedMinutesAgo(shanghai(week([1080, 1560])), at('2026-11-25T01:30:00+08:00'))).toBe(450)
    expect(openedMinutesAgo(shanghai(week([600, 1320])), at('2026-11-25T09:00:00+08:00'))).toBeNull()
  })
})
