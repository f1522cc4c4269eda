import { clockRange, clockSecond, clockTime } from '../../../miniprogram/admin/format/clockTime'
import { dateName, dayTime, partOfDay, weekdayName } from '../../../miniprogram/admin/format/dayName'
import { ago, duration } from '../../../miniprogram/admin/format/duration'
import { localTime } from '../../../miniprogram/admin/format/localTime'

const zone = 'Asia/Shanghai'
/** Wednesday, on the shop's clock */
const at = (clock: string, day = '2026-11-25') => Date.parse(`${day}T${clock}+08:00`)

test.each([
  ['12:02:00', '12:02'],
  ['00:00:00', '00:00'],
  ['23:59:59', '23:59'],
])('the clock of the shop, whatever the phone thinks: %s', (clock, text) => {
  expect(clockTime(at(clock), zone)).toBe(text)
})

test('seconds and ranges', () => {
  expect(clockSecond(at('12:13:07'), zone)).toBe('12:13:07')
  expect(clockRange(at('12:10:00'), at('12:26:00'), zone)).toBe('12:10–12:26')
})

test('a zone we do not know reads like the phone', () => {
  const phone = new Date(at('12:02:00'))
  expect(localTime(at('12:02:00'), 'Mars/Olympus')).toMatchObject({ hour: phone.getHours(), day: phone.getDate() })
})

test.each([
  ['2026-11-25', '今天 12:13'],
  ['2026-11-24', '昨天 12:13'],
  ['2026-11-23', '周一 12:13'],
  ['2026-11-19', '周四 12:13'],
  ['2026-11-18', '11 月 18 日'],
])('a time on %s, seen on Wednesday the 25th', (day, text) => {
  expect(dayTime(at('12:13:00', day), at('18:00:00'), zone)).toBe(text)
})

test('the day changes at the midnight of the shop', () => {
  expect(dayTime(at('23:59:00', '2026-11-24'), at('00:01:00'), zone)).toBe('昨天 23:59')
})

test('weekday and date', () => {
  expect(weekdayName(at('00:30:00'), zone)).toBe('周三')
  expect(dateName(at('00:30:00'), zone)).toBe('11 月 25 日')
})

test.each([
  ['04:59:00', '夜宵'],
  ['08:00:00', '早市'],
  ['10:30:00', '午市'],
  ['13:59:00', '午市'],
  ['14:00:00', '下午'],
  ['17:00:00', '晚市'],
  ['21:00:00', '夜宵'],
])('at %s it is %s', (clock, part) => {
  expect(partOfDay(at(clock), zone)).toBe(part)
})

test.each([
  [0, '0 秒'],
  [59_999, '59 秒'],
  [60_000, '1 分钟'],
  [3_599_999, '59 分钟'],
  [3_600_000, '1 小时'],
  [3_900_000, '1 小时 5 分钟'],
  [172_800_000, '2 天'],
  [-5, '0 秒'],
])('%d ms last %s', (ms, text) => {
  expect(duration(ms)).toBe(text)
})

test.each([
  [9_999, '刚刚'],
  [40_000, '40 秒前'],
  [180_000, '3 分钟前'],
  [-30_000, '刚刚'],
])('%d ms ago', (ms, text) => {
  expect(ago(1_000_000 - ms, 1_000_000)).toBe(text)
})
