import type { CloudUsage } from '../../../core/ports/meter'
import { answerQuery } from '../../../core/query/answerQuery'
import { handleAdmin } from '../../../core/staff/handleAdmin'
import { alertedShop, NOON, person } from '../../fakes/alertedShop'
import { measured, storedBatch } from '../../fakes/batches'
import { foldedShop, OWNER } from '../../fakes/pagedShop'
import type { FakePorts } from '../../fakes/ports'

const codes = { hash: (code: string, salt: string) => `${salt}${code}`, make: () => 'CODE-1234' }
const call = async (ports: FakePorts, id: string, event: unknown): Promise<any> =>
  handleAdmin(event, { ports, codes, caller: { id, openid: `openid-${id}` }, now: NOON })
const saved = { ok: true, value: { saved: true } }
const api = { action: 'api', label: 'shop.pay', name: '付款下单', targetMs: 800 }
const key = { envId: 'shop-1a2b3c', secretId: 'AKID0123456789abcdef', secretKey: '0123456789abcdefghij' }

const shop = (): FakePorts => {
  const ports = alertedShop()
  ports.store.staff.set('developer', person('developer', 5, { role: 'developer' }))
  ports.store.staff.set('manager', person('manager', 4, { role: 'manager' }))
  return ports
}
const settings = (ports: FakePorts) => ports.store.settings.get('main')!

describe('what the numbers are held against', () => {
  it('an API gets its name and T, keeps other APIs’, and goes back to its label', async () => {
    const ports = shop()
    expect(await call(ports, 'developer', api)).toEqual(saved)
    expect(await call(ports, '兰姨', { ...api, label: 'GET api.shop.cn/dish/:id', name: null })).toEqual(saved)
    expect(settings(ports).apis).toEqual([
      { label: 'shop.pay', name: '付款下单', targetMs: 800 },
      { label: 'GET api.shop.cn/dish/:id', targetMs: 800 },
    ])
    expect(await call(ports, '兰姨', { ...api, name: null, targetMs: null })).toEqual(saved)
    expect(settings(ports).apis).toHaveLength(1)
    expect([...ports.store.accessLog.values()].map(({ action, subject }) => [action, subject])).toContainEqual([
      'api',
      'shop.pay',
    ])
  })

  it('its page says the name, and reckons satisfaction with T', async () => {
    const batches = [400, 900].map((ms, index) =>
      storedBatch(`b${index}`, `u${index}`, NOON - 300_000, { ...measured(2, 'shop.pay', 0, 1, ms) }),
    )
    const ports = foldedShop(batches, NOON)
    const paying = async () => {
      const answer: any = await answerQuery(ports, OWNER, { kind: 'response', store: 's1', range: '1h' }, NOON)
      return answer.value.apis[0]
    }
    expect(await paying()).toMatchObject({ name: null, targetMs: 1000, apdex: 1 })
    await call(ports, '兰姨', { ...api, targetMs: 500 })
    expect(await paying()).toMatchObject({ name: '付款下单', targetMs: 500, apdex: 0.75 })
  })

  it('another objective is what the budget is reckoned with, and null the usual one', async () => {
    const ports = shop()
    const objective = { availability: 0.999, days: 30 }
    expect(await call(ports, '兰姨', { action: 'objective', objective })).toEqual(saved)
    expect((await call(ports, '兰姨', { action: 'shop', store: 's1' })).value.objective).toEqual(objective)
    expect(await call(ports, '兰姨', { action: 'objective', objective: null })).toEqual(saved)
    expect(settings(ports)).not.toHaveProperty('objective')
    expect((await call(ports, '兰姨', { action: 'shop', store: 's1' })).value.objective.availability).toBe(0.995)
  })

  it('a key is tried before it is kept, never told again, and taken back', async () => {
    const ports = shop()
    expect(await call(ports, '兰姨', { action: 'usage', key })).toMatchObject({ error: { field: 'key' } })
    expect(settings(ports).usage).toBeUndefined()
    ports.meter.read = async () => ({ source: 'cloudbase' }) as CloudUsage
    expect(await call(ports, '兰姨', { action: 'usage', key })).toEqual(saved)
    expect(settings(ports).usage).toEqual({ kind: 'cloudbase', ...key })
    const shown = await call(ports, '兰姨', { action: 'shop', store: 's1' })
    expect(shown.value.usage).toEqual({ kind: 'cloudbase', envId: 'shop-1a2b3c' })
    expect(JSON.stringify(shown)).not.toContain(key.secretKey)
    expect(await call(ports, '兰姨', { action: 'usage', key: null })).toEqual(saved)
    expect(settings(ports)).not.toHaveProperty('usage')
  })

  it.each([
    ['of an API by a manager', 'manager', api, undefined],
    ['of the objective by a developer', 'developer', { action: 'objective', objective: null }, undefined],
    ['of the key by a developer', 'developer', { action: 'usage', key: null }, undefined],
    ['to a T of no time', '兰姨', { ...api, targetMs: 3 }, 'targetMs'],
    ['to a name that fits no row', '兰姨', { ...api, name: '一个非常非常非常非常长的名字' }, 'name'],
    [
      'to a promise that nobody can keep',
      '兰姨',
      { action: 'objective', objective: { availability: 1, days: 30 } },
      'objective.availability',
    ],
    [
      'to a longer time than is kept',
      '兰姨',
      { action: 'objective', objective: { availability: 0.99, days: 90 } },
      'objective.days',
    ],
    ['to a key with something else in it', '兰姨', { action: 'usage', key: { ...key, url: 'http://x' } }, 'key'],
  ])('a change %s is refused', async (_, who, request, field) => {
    const answer = await call(shop(), who, request)
    expect(answer.ok).toBe(false)
    expect(answer.error).toMatchObject(field === undefined ? { code: 'forbidden' } : { code: 'bad_request', field })
  })
})
