import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BatchV1 } from '../../contract/batch'
import { DROP_REASONS } from '../../contract/dropReasons'
import { METRICS } from '../../contract/metrics'
import { OUTCOMES } from '../../contract/outcomes'
import { eventsOf, fakePhone } from './fakePhone'
import { startMonitor } from './startMonitor'

const FIXTURES = join(__dirname, '../fixtures/phoneDisks')
interface Left {
  commit: string
  disk: Record<string, string>
}
const left = readdirSync(FIXTURES)
  .filter((name) => name.endsWith('.json'))
  .map((name): Left => JSON.parse(readFileSync(join(FIXTURES, name), 'utf8')))

const nameOf = ({ session, seq }: Pick<BatchV1, 'session' | 'seq'>) => `${session}-${seq}`
const coupons = (batches: BatchV1[]) =>
  batches
    .flatMap(({ dict, counts }) => counts.filter(([, label]) => dict[label] === 'coupon'))
    .reduce((n, c) => n + c[4], 0)
const KILLED = DROP_REASONS.indexOf('killed')

/** The app is updated: the new SDK finds what an old one left. */
function update({ disk }: Left) {
  const phone = fakePhone()
  for (const [key, text] of Object.entries(disk)) phone.disk.set(key, text)
  startMonitor({ store: 'wensan' }, phone.host)
  phone.advance(400_000)
  return phone
}

test('an SDK of each form that the disk had is among them', () => {
  expect(left.map(({ commit }) => commit).sort()).toEqual(['1787b42', '49f9b51', '719171f', '83a5de9'])
})

describe.each(left.map((one) => [one.commit, one] as const))('what the SDK of %s left on the phone', (_, one) => {
  const kept = (JSON.parse(one.disk.kandian as string) as [number, BatchV1][]).map(([, batch]) => batch)

  test('arrives after an update under its old names, all of it, and once', () => {
    const phone = update(one)
    expect([...phone.counted.keys()].slice(0, kept.length)).toEqual(kept.map(nameOf))
    expect(eventsOf(phone, METRICS.custom.id, 'photo')).toBe(3)
    expect(eventsOf(phone, METRICS.custom.id, 'coupon')).toBe(coupons(kept))
    expect(eventsOf(phone, METRICS.pay.id, 'wechat')).toBe(1)
    const [first] = kept.map((batch) => phone.counted.get(nameOf(batch)) as BatchV1)
    expect(first?.counts.find(([metric]) => metric === METRICS.pay.id)?.[2]).toBe(OUTCOMES.indexOf('server'))
    expect(first?.points.map(([, , , , value]) => value)).toEqual([30, 40, 50, 900])
    expect(first?.errors).toMatchObject([{ message: 'boom', stack: 'at pay (pages/cart/cart.js:10:5)' }])
    phone.advance(400_000)
    expect(phone.sent.map(nameOf)).toHaveLength(new Set(phone.sent.map(nameOf)).size)
  })

  test('is counted even where it came after the last copy, if there was a tally: an event and its duration were killed', () => {
    const phone = update(one)
    const dropped = [...phone.counted.values()].flatMap((batch) => batch.dropped)
    expect(dropped).toEqual('kandian#' in one.disk ? [[KILLED, 2]] : [])
  })
})
