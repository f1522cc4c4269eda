import fc from 'fast-check'
import { LIMITS } from '../../contract/limits'
import { type CollectAnswer, type FakePhone, fakePhone } from './fakePhone'
import { type Monitor, startMonitor } from './startMonitor'

/** Longer than it takes until something is on the disk. */
const keptMs = 36_000

type Step =
  | { do: 'count' | 'time'; label: string; times: number }
  | { do: 'error'; message: string }
  | { do: 'wait'; ms: number }
  | { do: 'cloud'; answer: CollectAnswer }
  | { do: 'hide' | 'kill' | 'flush' | 'pause' | 'fullDisk' | 'freeDisk' }

const label = fc.constantFrom('photo', 'coupon', '菜单', 'x'.repeat(128))
const answer = fc.constantFrom<CollectAnswer>('accept', 'unavailable', 'malformed', 'silence', 'offline', 'loseAnswer')
const fixed = <T extends string>(word: T) => fc.constant(word)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('count', 'time'), label, times: fc.integer({ min: 1, max: 700 }) }),
  fc.record({ do: fixed('error'), message: fc.constantFrom('boom', 'bang', '坏了'.repeat(500)) }),
  fc.record({ do: fixed('wait'), ms: fc.integer({ min: 1, max: 200_000 }) }),
  fc.record({ do: fixed('cloud'), answer }),
  fc.record({ do: fc.constantFrom('hide', 'kill', 'flush', 'pause') }),
) as fc.Arbitrary<Step>

const takenThenRefused: Step[] = [
  { do: 'cloud', answer: 'loseAnswer' },
  { do: 'hide' },
  { do: 'cloud', answer: 'malformed' },
  { do: 'wait', ms: 3_000 },
  { do: 'hide' },
]

/** Runs the steps, then lets the cloud answer until nothing waits. @returns how much was handed to the SDK */
function live(phone: FakePhone, steps: Step[]): number {
  let handed = 0
  let described = new Set<string>()
  const start = (): Monitor => {
    handed++ // its launch
    described = new Set()
    return startMonitor({ store: 'wensan' }, phone.host)
  }
  let monitor = start()
  const repeat = (times: number, one: (i: number) => void) => {
    for (let i = 0; i < times; i++) one(i)
  }
  const take = (step: Step) => {
    switch (step.do) {
      case 'count':
        handed += step.times
        return repeat(step.times, () => monitor.record('custom', step.label, 'ok'))
      case 'time': // an event and its duration
        handed += 2 * step.times
        return repeat(step.times, (i) => monitor.record('custom', step.label, 'ok', i))
      case 'error': // an event, and its description the first time
        handed += described.has(step.message) ? 1 : 2
        described.add(step.message)
        return monitor.report('error', step.message, '')
      case 'wait':
        return phone.advance(step.ms)
      case 'cloud':
        phone.answer = step.answer
        return
      case 'hide':
        return phone.fire('onAppHide')
      case 'flush':
        return monitor.flush()
      case 'pause':
        phone.steering = { ...phone.steering, pauseUntil: phone.host.now() + 60_000 }
        return
      case 'kill':
        phone.advance(keptMs)
        phone.kill()
        monitor = start()
    }
  }
  for (const step of steps) take(step)
  phone.answer = 'accept'
  phone.steering = { intervalMs: 60_000, sample: 1, pauseUntil: 0 }
  repeat(40, () => {
    phone.advance(400_000)
    monitor.flush()
  })
  phone.advance(keptMs)
  expect(monitor.diagnose().waiting.batches).toBe(0)
  return handed
}

function accountedFor(phone: FakePhone): number {
  let sum = 0
  for (const { counts, points, errors, dropped } of phone.counted.values()) {
    sum += points.length + errors.length
    for (const [, , , , n] of counts) sum += n
    for (const [, n] of dropped) sum += n
  }
  return sum
}

test('whatever happens to the phone and the cloud: all is counted once, or dropped once with a reason', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const phone = fakePhone()
      expect(accountedFor(phone)).toBe(0)
      const handed = live(phone, steps)
      expect(accountedFor(phone)).toBe(handed)
    }),
    // a run of steps that once showed a cloud of ours that took a batch and refused it when it came again
    { numRuns: 150, examples: [[takenThenRefused]] },
  )
})

test('what is kept on the disk stays under its limit, and errors are what is left when there is no room', () => {
  const phone = fakePhone()
  phone.answer = 'offline'
  const monitor = startMonitor({ store: 'wensan' }, phone.host)
  monitor.report('error', 'boom', 'the first thing that happened')
  monitor.flush()
  for (let hour = 0; hour < 20; hour++) {
    for (let i = 0; i < 2_000; i++) monitor.record('custom', `${i % 290} ${'菜'.repeat(60)}`, 'ok', i)
    phone.advance(3_600_000)
  }
  const text = String(phone.disk.get('kandian'))
  expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(LIMITS.diskBytes)
  expect(monitor.diagnose().dropped.queue_full).toBeGreaterThan(0)
  expect(text).toContain('the first thing that happened')
})

describe('a disk that cannot be read heals, and its loss is counted', () => {
  const whole = JSON.stringify([[0, { v: 1, session: 'a' }]])
  test.each(['{', 'null', '"text"', '[1, 2]', whole, '[[0, {"v":1,"counts":[null]}]]'])('%s', (text) => {
    const phone = fakePhone()
    phone.disk.set('kandian', text)
    const monitor = startMonitor({ store: 'wensan' }, phone.host)
    phone.advance(120_000)
    expect(monitor.diagnose().dropped.disk_corrupt).toBeGreaterThan(0)
    expect(phone.sent.length).toBeGreaterThan(0)
    expect(phone.disk.get('kandian')).toBe('')
  })
})

test('nothing is read from or written to the disk in the first seconds of a launch', () => {
  const touched = jest.fn()
  const phone = fakePhone({ getStorage: touched, setStorage: touched })
  const monitor = startMonitor({ store: 'wensan' }, phone.host)
  monitor.record('custom', 'a', 'ok')
  phone.advance(2_900)
  expect(touched).not.toHaveBeenCalled()
  phone.advance(200)
  expect(touched).toHaveBeenCalled()
})

test('a full disk loses nothing as long as the app lives', () => {
  const phone = fakePhone()
  phone.storageFails = true
  phone.answer = 'offline'
  const monitor = startMonitor({ store: 'wensan' }, phone.host)
  monitor.report('error', 'boom', '')
  phone.advance(20_000)
  expect(monitor.diagnose().disk).toContain('exceed')
  phone.answer = 'accept'
  phone.advance(400_000)
  expect([...phone.counted.values()].flatMap(({ errors }) => errors)).toHaveLength(1)
})

test('a batch that arrived but whose answer was lost is not counted as dropped when room runs out', () => {
  const phone = fakePhone()
  const monitor = startMonitor({ store: 'wensan' }, phone.host)
  phone.answer = 'loseAnswer'
  monitor.record('custom', 'arrived', 'ok')
  monitor.flush()
  phone.answer = 'offline'
  const more = 2_000
  for (let i = 0; i < more; i++) monitor.record('custom', `label ${i}`, 'ok')
  phone.answer = 'accept'
  phone.advance(1_000_000)
  monitor.record('custom', 'last', 'ok')
  phone.advance(1_000_000)
  expect(monitor.diagnose().dropped.queue_full).toBeGreaterThan(0)
  // its launch, what arrived, the many, the last
  expect(accountedFor(phone)).toBe(more + 3)
})
