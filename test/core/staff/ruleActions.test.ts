import { runAlertTick } from '../../../core/alerting/tick'
import { foldMinute } from '../../../core/rollup/foldMinute'
import { handleAdmin } from '../../../core/staff/handleAdmin'
import { alertedShop, folded, NOON, NOON_MINUTE } from '../../fakes/alertedShop'
import { measured, storedBatch } from '../../fakes/batches'
import { defaultRules } from '../../fakes/defaultRules'
import type { FakePorts } from '../../fakes/ports'

const codes = { hash: (code: string, salt: string) => `${salt}${code}`, make: () => 'X' }
const call = async (ports: FakePorts, id: string, event: unknown): Promise<any> =>
  handleAdmin(event, { ports, codes, caller: { id, openid: `openid-${id}` }, now: NOON })

/** Four payments a minute in the hour before noon; they failed from 40 to 30 minutes ago. */
const shop = (): FakePorts => {
  const ports = alertedShop()
  for (let minute = NOON_MINUTE - 60; minute < NOON_MINUTE; minute++) {
    const isBroken = minute >= NOON_MINUTE - 40 && minute < NOON_MINUTE - 30
    const batches = Array.from({ length: 4 }, (_, index) =>
      storedBatch(
        `${minute}${index}`,
        `u${minute}${index}`,
        minute * 60_000,
        measured(3, 'w', isBroken ? 4 : 0, 1, 100),
      ),
    )
    for (const document of foldMinute('0', minute, batches)) ports.store.minutes.set(document._id, document)
  }
  return ports
}

const payment = { store: 's1', rule: 'paymentSuccess' }
const tryIt = (change: object) => ({ action: 'tryRule', ...payment, change, to: NOON, hours: 1 })

describe('the rules of a shop', () => {
  it('are shown with what they mean and what to do', async () => {
    const { value } = await call(shop(), '兰姨', { action: 'rules', store: 's1' })
    expect(value.zone).toBe('Asia/Shanghai')
    expect(value.rules).toHaveLength(defaultRules.length)
    expect(value.rules.find(({ id }: { id: string }) => id === 'paymentSuccess')).toMatchObject({
      title: '顾客付不了款',
      severity: 'crit',
      value: 0.5,
      change: null,
    })
  })

  it('can be tried on the last hours before they are changed', async () => {
    const ports = shop()
    const asIs = await call(ports, '阿强', tryIt({}))
    expect(asIs.value).toMatchObject({
      minutes: 60,
      alerts: [{ title: '顾客付不了款', sentence: '3分钟8位顾客付款失败' }],
    })
    expect((await call(ports, '阿强', tryIt({ forMinutes: 20 }))).value.alerts).toEqual([])
    expect(ports.store.stores.get('s1')?.rules).toBeUndefined()
  })

  it('are changed for this shop, go into force, and go back', async () => {
    const ports = shop()
    const change = { action: 'changeRule', ...payment, change: { severity: 'warn' } }
    expect(await call(ports, '兰姨', change)).toEqual({ ok: true, value: { saved: true } })
    await runAlertTick(ports, folded(ports, NOON_MINUTE - 41))
    await runAlertTick(ports, folded(ports, NOON_MINUTE - 36))
    expect([...ports.store.incidents.values()]).toMatchObject([{ severity: 'warn', title: '顾客付不了款' }])
    await call(ports, '兰姨', { ...change, change: {} })
    expect(ports.store.stores.get('s1')?.rules).toEqual({})
    expect([...ports.store.accessLog.values()].map(({ subject }) => subject)).toContain('s1:paymentSuccess')
  })

  it.each([
    ['by staff who may only look', '阿强', { change: { severity: 'warn' } }, 'forbidden'],
    ['for a shop that is not theirs', '兰姨', { store: 's9', change: {} }, 'not_found'],
    ['of a rule there is not', '兰姨', { rule: 'mood', change: {} }, 'not_found'],
    ['to words of their own', '兰姨', { change: { text: {} } }, 'bad_request'],
    ['to what the kind does not have', '兰姨', { change: { objective: 0.9 } }, 'bad_request'],
  ])('are not changed %s', async (_, who, more, code) => {
    const ports = shop()
    const answer = await call(ports, who, { action: 'changeRule', ...payment, ...more })
    expect(answer).toMatchObject({ ok: false, error: { code } })
    expect(ports.store.stores.get('s1')?.rules).toBeUndefined()
  })
})
