import fc from 'fast-check'
import { DROP_REASONS } from '../../contract/dropReasons'
import { LIMITS } from '../../contract/limits'
import { METRICS } from '../../contract/metrics'
import { eventsOf, type FakePhone, fakePhone } from './fakePhone'
import { accountedFor, expectAccounted, live, type Step, step } from './lives'
import { startMonitor } from './startMonitor'

/** A run of steps that once showed a cloud of ours that took a batch and refused it when it came again. */
const takenThenRefused: Step[] = [
  { do: 'cloud', answer: 'loseAnswer' },
  { do: 'hide' },
  { do: 'cloud', answer: 'malformed' },
  { do: 'wait', ms: 3_000 },
  { do: 'hide' },
]

test('whatever happens to the phone and the cloud: all is counted once, or dropped once with a reason', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const phone = fakePhone()
      expect(accountedFor(phone)).toBe(0)
      const account = await live(phone, steps)
      expectAccounted(accountedFor(phone), account)
    }),
    { numRuns: 150, examples: [[takenThenRefused]] },
  )
})

describe('an app that is killed', () => {
  const droppedBy = (phone: FakePhone) => [...phone.counted.values()].flatMap(({ dropped }) => dropped)
  const used = () => {
    const phone = fakePhone()
    const monitor = startMonitor({ store: 'wensan' }, phone.host)
    phone.advance(30_000)
    monitor.record('custom', 'tapped', 'ok', 5)
    return { phone, monitor }
  }
  const restarted = (phone: FakePhone) => {
    phone.kill()
    startMonitor({ store: 'wensan' }, phone.host)
    phone.advance(120_000)
  }

  test('loses nothing of what was done at leisure', () => {
    const { phone } = used()
    phone.advance(1_000)
    restarted(phone)
    expect(eventsOf(phone, METRICS.custom.id, 'tapped')).toBe(1)
  })

  test('in use: what was not copied any more is told at the next start, to the event', () => {
    const { phone, monitor } = used()
    for (let i = 0; i < 7; i++) {
      phone.advance(1_000)
      monitor.record('custom', 'tapped', 'ok')
    }
    restarted(phone)
    expect(eventsOf(phone, METRICS.custom.id, 'tapped')).toBe(1)
    expect(droppedBy(phone)).toEqual([[DROP_REASONS.indexOf('killed'), 7]])
  })

  test('in a burst: what came in the last 200 ms is not even told', () => {
    const { phone, monitor } = used()
    phone.advance(1_000)
    for (let i = 0; i < 7; i++) {
      monitor.record('custom', 'tapped', 'ok')
      phone.advance(50)
    }
    restarted(phone)
    expect(droppedBy(phone)).toEqual([[DROP_REASONS.indexOf('killed'), 4]])
  })

  test('twice, before it could say so: told once', () => {
    const { phone, monitor } = used()
    phone.advance(1_000)
    monitor.record('custom', 'tapped', 'ok')
    phone.kill()
    startMonitor({ store: 'wensan' }, phone.host)
    phone.advance(1_500)
    restarted(phone)
    expect(droppedBy(phone)).toEqual([[DROP_REASONS.indexOf('killed'), 1]])
  })

  test('with a disk that is spoilt then: each thing that stood on it is told', () => {
    const { phone, monitor } = used()
    phone.advance(1_000)
    monitor.record('custom', 'tapped', 'ok')
    phone.disk.set('kandian', String(phone.disk.get('kandian')).slice(0, 200))
    restarted(phone)
    // the launch, two taps, and the duration of one
    expect(droppedBy(phone)).toEqual([[DROP_REASONS.indexOf('disk_corrupt'), 4]])
  })

  test('after somebody left it: nothing is lost, nothing is told', () => {
    const { phone } = used()
    phone.answer = 'offline'
    phone.fire('onAppHide')
    phone.answer = 'accept'
    restarted(phone)
    expect(eventsOf(phone, METRICS.custom.id, 'tapped')).toBe(1)
    expect(droppedBy(phone)).toEqual([])
  })
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

test('nothing is read from or written to the disk in the first second of a launch', () => {
  const touched = jest.fn()
  const phone = fakePhone({ getStorage: touched, setStorage: touched })
  const monitor = startMonitor({ store: 'wensan' }, phone.host)
  monitor.record('custom', 'a', 'ok')
  phone.advance(900)
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
  for (let i = 0; i < more; i++) monitor.record('custom', `label ${i} ${'x'.repeat(100)}`, 'ok')
  phone.answer = 'accept'
  phone.advance(1_000_000)
  monitor.record('custom', 'last', 'ok')
  phone.advance(1_000_000)
  expect(monitor.diagnose().dropped.queue_full).toBeGreaterThan(0)
  // its launch, what arrived, the many, the last
  expect(accountedFor(phone)).toBe(more + 3)
})
