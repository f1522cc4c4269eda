import { runInNewContext } from 'node:vm'
import { chinaEpoch, putInChina } from '../../../localcloud/phone/clock/chinaTime'

/** A Date class of its own, so that the test's stays as it is. */
function chinaDate(): DateConstructor {
  const OtherDate = runInNewContext('Date') as DateConstructor
  putInChina(OtherDate)
  return OtherDate
}

const NEW_YEAR = Date.parse('2026-12-31T16:30:05.007Z') // half past midnight in Hangzhou

test('a phone’s clock is China’s, wherever the browser is', () => {
  const date = new (chinaDate())(NEW_YEAR)
  expect([date.getFullYear(), date.getMonth(), date.getDate(), date.getDay()]).toEqual([2027, 0, 1, 5])
  expect([date.getHours(), date.getMinutes(), date.getSeconds(), date.getMilliseconds()]).toEqual([0, 30, 5, 7])
  expect(date.getTimezoneOffset()).toBe(-480)
  expect(date.toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })).toBe('00:30')
  expect(date.getTime()).toBe(NEW_YEAR)
})

test('midnight is set as China’s midnight', () => {
  const date = new (chinaDate())(NEW_YEAR)
  date.setHours(0, 0, 0, 0)
  expect(date.toISOString()).toBe('2026-12-31T16:00:00.000Z')
  date.setDate(date.getDate() - 1)
  expect(date.toISOString()).toBe('2026-12-30T16:00:00.000Z')
})

test('a time given in parts is a time in China', () => {
  expect(new Date(chinaEpoch([2026, 10, 25, 12, 5])).toISOString()).toBe('2026-11-25T04:05:00.000Z')
})
