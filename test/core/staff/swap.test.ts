import { handleAdmin } from '../../../core/staff/handleAdmin'
import { onDuty } from '../../../core/staff/onDuty'
import { localTime } from '../../../core/time/localTime'
import { alertedShop, fakeSettings, NOON, person } from '../../fakes/alertedShop'
import type { FakePorts } from '../../fakes/ports'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const zone = 'Asia/Shanghai'
const codes = { hash: (code: string, salt: string) => `${salt}${code}`, make: () => 'X' }
const call = async (ports: FakePorts, id: string, event: unknown, now = NOON): Promise<any> =>
  handleAdmin(event, { ports, codes, caller: { id, openid: `openid-${id}` }, now })

const weekday = (ahead: number) => localTime(NOON + ahead * DAY, zone).weekday
/** An hour about noon, some days ahead. */
const shift = (ahead: number) => ({ from: NOON + ahead * DAY - HOUR / 2, to: NOON + ahead * DAY + HOUR / 2 })
/** 小周 has tomorrow, 阿强 the day after; 小李 works nowhere here. */
const shop = (): FakePorts => {
  const ports = alertedShop()
  ports.store.staff.set('小李', person('小李', 4, { stores: ['s2'] }))
  const slot = (ahead: number, staff: string) => ({ weekday: weekday(ahead), from: 600, to: 900, staff })
  const rota = { s1: { slots: [slot(1, '小周'), slot(2, '阿强')], overrides: [] } }
  ports.store.settings.set('main', { ...fakeSettings, rota })
  return ports
}
const has = (ports: FakePorts, ahead: number): string | undefined =>
  onDuty(ports.store.settings.get('main')?.rota?.s1, zone, NOON + ahead * DAY)[0]
const swap = { action: 'swap', store: 's1', give: shift(1), to: '阿强', take: null }

describe('exchanging shifts', () => {
  it('gives one away, and the week after it is as planned', async () => {
    const ports = shop()
    expect(await call(ports, '小周', swap)).toEqual({ ok: true, value: { saved: true } })
    expect([has(ports, 1), has(ports, 2), has(ports, 8)]).toEqual(['阿强', '阿强', '小周'])
  })

  it('changes two, and each half can be taken back by who has it then', async () => {
    const ports = shop()
    await call(ports, '小周', { ...swap, take: shift(2) })
    expect([has(ports, 1), has(ports, 2)]).toEqual(['阿强', '小周'])
    await call(ports, '小周', { action: 'unswap', store: 's1', override: { ...shift(2), staff: '小周' } })
    expect([has(ports, 1), has(ports, 2)]).toEqual(['阿强', '阿强'])
  })

  it.each<[string, string, object, string]>([
    ['one that is another’s', '小周', { give: shift(2), to: '兰姨' }, 'give'],
    ['one that nobody has', '小周', { give: shift(3) }, 'give'],
    ['to somebody of another shop', '小周', { to: '小李' }, 'to'],
    ['to who has it already', '兰姨', { to: '小周' }, 'to'],
    ['for one that is not the colleague’s', '小周', { take: shift(3) }, 'take'],
    ['one that is over', '小周', { give: shift(-6) }, 'give'],
    ['a week as one shift', '小周', { give: { from: NOON, to: NOON + 7 * DAY } }, 'give'],
  ])('is refused for %s', async (_, who, change, field) => {
    const ports = shop()
    expect(await call(ports, who, { ...swap, ...change })).toMatchObject({ ok: false, error: { field } })
    expect(has(ports, 1)).toBe('小周')
  })

  it('may be done by who plans duty, for others', async () => {
    const ports = shop()
    expect(await call(ports, '兰姨', swap)).toMatchObject({ ok: true })
    expect(has(ports, 1)).toBe('阿强')
  })
})
