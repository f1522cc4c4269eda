import fc from 'fast-check'
import { CronError, nextAfter, parseCron } from '../../../localcloud/timers/cron'

const beijing = (text: string): number => Date.parse(`${text}+08:00`)
const shown = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19)

describe('the seven fields of a timer', () => {
  test.each([
    ['every five seconds', '*/5 * * * * * *', '2026-01-05T11:00:02', '2026-01-05T11:00:05'],
    ['second 17 of every minute', '17 * * * * * *', '2026-01-05T11:00:17', '2026-01-05T11:01:17'],
    ['every ten minutes', '0 */10 * * * * *', '2026-01-05T11:55:00', '2026-01-05T12:00:00'],
    ['two in the morning in Beijing, not in UTC', '0 0 2 * * * *', '2026-01-05T11:00:00', '2026-01-06T02:00:00'],
    ['over the end of a year', '0 0 0 1 * * *', '2026-12-15T00:00:00', '2027-01-01T00:00:00'],
    ['weekdays by name', '0 0 9 * * MON-FRI *', '2026-01-09T10:00:00', '2026-01-12T09:00:00'],
    ['Sunday is 0', '0 0 9 * * 0 *', '2026-01-05T00:00:00', '2026-01-11T09:00:00'],
    ['months by name', '0 0 0 1 FEB,MAR * *', '2026-02-02T00:00:00', '2026-03-01T00:00:00'],
    ['29 February waits for a leap year', '0 0 0 29 2 * *', '2026-03-01T00:00:00', '2028-02-29T00:00:00'],
    ['day and weekday together mean either', '0 0 0 15 * MON *', '2026-01-06T00:00:00', '2026-01-12T00:00:00'],
    [
      'day and weekday together mean either, the day first',
      '0 0 0 8 * MON *',
      '2026-01-06T00:00:00',
      '2026-01-08T00:00:00',
    ],
    ['a year of its own', '0 0 12 1 1 * 2099', '2026-01-05T00:00:00', '2099-01-01T12:00:00'],
    ['a start with a step', '10/20 * * * * * *', '2026-01-05T11:00:31', '2026-01-05T11:00:50'],
    ['the last second of a day', '59 59 23 * * * *', '2026-01-05T23:59:58', '2026-01-05T23:59:59'],
  ])('%s', (_name, cron, after, expected) => {
    expect(shown(nextAfter(parseCron(cron), beijing(after)))).toBe(expected)
  })

  test('a time that has passed for good never comes', () => {
    expect(nextAfter(parseCron('0 0 0 1 1 * 2020'), beijing('2026-01-05T00:00:00'))).toBeUndefined()
    expect(nextAfter(parseCron('0 0 0 31 2 * *'), beijing('2026-01-05T00:00:00'))).toBeUndefined()
  })

  test.each([
    ['five fields', '* * * * *', 'cron'],
    ['second 60', '60 * * * * * *', 'second'],
    ['hour 24', '0 0 24 * * * *', 'hour'],
    ['day 0', '0 0 0 0 * * *', 'day'],
    ['month 13', '0 0 0 1 13 * *', 'month'],
    ['weekday 7', '0 0 0 * * 7 *', 'weekday'],
    ['a step of 0', '*/0 * * * * * *', 'second'],
    ['a range backwards', '0 30-10 * * * * *', 'minute'],
    ['words', '0 soon * * * * *', 'minute'],
    ['an empty part of a list', '0 1,,2 * * * * *', 'minute'],
  ])('%s is refused by the name of its field', (_name, cron, field) => {
    expect(() => parseCron(cron)).toThrow(CronError)
    expect(() => parseCron(cron)).toThrow(expect.objectContaining({ field }))
  })

  test('is always the first second after the given time that fits, found also by trying every second', () => {
    const field = (max: number) =>
      fc.oneof(
        fc.constant('*'),
        fc.integer({ min: 0, max }).map(String),
        fc.integer({ min: 1, max: 20 }).map((n) => `*/${n}`),
      )
    fc.assert(
      fc.property(field(59), field(59), fc.integer({ min: 0, max: 86_399_999 }), (second, minute, offset) => {
        const after = beijing('2026-01-05T00:00:00') + offset
        const fits = (text: string, value: number) =>
          text === '*' || (text.startsWith('*/') ? value % Number(text.slice(2)) === 0 : value === Number(text))
        let slow = Math.floor(after / 1000) * 1000 + 1000
        while (!fits(second, new Date(slow).getUTCSeconds()) || !fits(minute, new Date(slow).getUTCMinutes()))
          slow += 1000
        expect(nextAfter(parseCron(`${second} ${minute} * * * * *`), after)).toBe(slow)
      }),
      { numRuns: 100 },
    )
  })
})
