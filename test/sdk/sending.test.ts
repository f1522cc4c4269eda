import { DROP_REASONS } from '../../contract/dropReasons'
import { METRICS } from '../../contract/metrics'
import { eventsOf, fakePhone } from './fakePhone'
import { started, startMonitor } from './startMonitor'

describe('when reports leave', () => {
  test('healthy measurements wait for the interval, together', () => {
    const { phone, monitor } = started()
    monitor.record('custom', 'photo', 'ok', 30)
    phone.advance(59_000)
    expect(phone.sent).toHaveLength(0)
    monitor.record('custom', 'photo', 'ok', 40)
    phone.advance(1_000)
    expect(phone.sent).toHaveLength(1)
    expect(eventsOf(phone, METRICS.custom.id, 'photo')).toBe(2)
  })

  test.each([
    ['an error', (m: ReturnType<typeof startMonitor>) => m.report('error', 'boom', '')],
    ['a failed payment', (m: ReturnType<typeof startMonitor>) => m.record('pay', 'wechat', 'server', 900)],
  ])('%s leaves within 3 s', (_, happens) => {
    const { phone, monitor } = started()
    happens(monitor)
    phone.advance(2_900)
    expect(phone.sent).toHaveLength(0)
    phone.advance(100)
    expect(phone.sent).toHaveLength(1)
  })

  test('a cancelled payment waits like everything healthy', () => {
    const { phone, monitor } = started()
    monitor.record('pay', 'wechat', 'aborted', 900)
    phone.advance(30_000)
    expect(phone.sent).toHaveLength(0)
  })

  test('hiding the app sends at once', () => {
    const { phone, monitor } = started()
    monitor.record('custom', 'photo', 'ok')
    phone.fire('onAppHide')
    expect(phone.sent).toHaveLength(1)
  })

  test('a quiet phone sends nothing and keeps no timer running', () => {
    const { phone } = started()
    phone.advance(120_000)
    const before = phone.sent.length
    phone.advance(86_400_000)
    expect(phone.sent).toHaveLength(before)
  })

  test('at most two reports are under way, each gives up after 3 s', () => {
    const { phone, monitor } = started()
    phone.answer = 'silence'
    const underWay: number[] = []
    const call = phone.api.cloud?.callFunction
    expect(call).toBeDefined()
    for (let i = 0; i < 5; i++) {
      monitor.record('custom', `step${i}`, 'ok')
      monitor.flush()
      underWay.push(monitor.diagnose().waiting.batches)
    }
    expect(underWay[4]).toBe(5)
    phone.answer = 'accept'
    monitor.flush()
    expect(phone.sent).toHaveLength(0)
    phone.advance(3_000)
    monitor.flush()
    expect(phone.sent).toHaveLength(2)
    phone.advance(600_000)
    expect(phone.counted.size).toBe(5)
  })

  test('while the cloud is away the waits grow, and everything arrives once it is back', () => {
    const { phone, monitor } = started({}, {})
    phone.answer = 'unavailable'
    monitor.report('error', 'boom', '')
    phone.advance(600_000)
    const tries = phone.sent.length
    expect(tries).toBeGreaterThan(3)
    expect(tries).toBeLessThan(12)
    expect(new Set(phone.sent.map(({ session, seq }) => `${session}${seq}`)).size).toBe(1)
    phone.answer = 'accept'
    phone.advance(600_000)
    expect(eventsOf(phone, METRICS.error.id)).toBe(1)
    expect(monitor.diagnose().waiting.batches).toBe(0)
  })

  test('an answer that got lost leads to the same batch again, under the same name', () => {
    const { phone, monitor } = started()
    phone.answer = 'loseAnswer'
    monitor.report('error', 'boom', '')
    phone.advance(10_000)
    phone.answer = 'accept'
    phone.advance(600_000)
    expect(phone.sent.length).toBeGreaterThan(1)
    const { sentAt: _, ...first } = phone.sent[0]!
    for (const { sentAt: __, ...again } of phone.sent) expect(again).toEqual(first)
    expect(eventsOf(phone, METRICS.error.id)).toBe(1)
  })

  test('a refused batch is not sent again, and its events are counted as dropped', () => {
    const { phone, monitor } = started()
    phone.answer = 'malformed'
    monitor.record('custom', 'a', 'ok', 5)
    monitor.flush()
    phone.advance(100)
    phone.answer = 'accept'
    monitor.record('custom', 'b', 'ok')
    phone.advance(600_000)
    expect(eventsOf(phone, METRICS.custom.id, 'a')).toBe(0)
    const dropped = [...phone.counted.values()].flatMap((batch) => batch.dropped)
    // launch and a, and the duration of a
    expect(dropped).toEqual([[DROP_REASONS.indexOf('malformed'), 3]])
  })
})

describe('answers that come late or refuse', () => {
  test('an acceptance after the time-out still counts: nothing is sent again', () => {
    const { phone, monitor } = started()
    phone.answer = 'late'
    monitor.report('error', 'boom', '')
    phone.advance(600_000)
    expect(phone.sent).toHaveLength(1)
    expect(monitor.diagnose()).toMatchObject({ waiting: { batches: 0 }, lastAnswer: true })
  })

  test('a batch that is too large is given up under that reason', () => {
    const { phone, monitor } = started()
    phone.answer = 'tooLarge'
    monitor.report('error', 'boom', '')
    phone.advance(600_000)
    expect(phone.sent).toHaveLength(1)
    // launch, error and its description
    expect(monitor.diagnose().dropped).toEqual({ too_large: 3 })
  })
})

describe('a loop in the app', () => {
  test('cannot fill the network: ten full batches an hour, the rest is dropped with a reason', () => {
    const { phone, monitor } = started()
    for (let i = 0; i < 20_000; i++) monitor.record('custom', `loop ${i}`, 'ok')
    phone.advance(600_000)
    expect(phone.counted.size).toBeLessThanOrEqual(12)
    expect(monitor.diagnose().dropped.session_budget).toBeGreaterThan(10_000)
    phone.advance(3_600_000)
    monitor.record('custom', 'loop ended', 'ok')
    phone.advance(60_000)
    expect(eventsOf(phone, METRICS.custom.id, 'loop ended')).toBe(1)
  })
})

describe('how the cloud steers', () => {
  const steeredBy = (steering: Record<string, number>) => {
    const { phone, monitor } = started()
    phone.steering = { ...phone.steering, ...steering }
    monitor.flush()
    phone.advance(1_000)
    return { phone, monitor, sentBefore: phone.sent.length }
  }

  test('the interval', () => {
    const { phone, monitor, sentBefore } = steeredBy({ intervalMs: 10_000 })
    monitor.record('custom', 'a', 'ok')
    phone.advance(10_000)
    expect(phone.sent).toHaveLength(sentBefore + 1)
  })

  test('no detail, but every event', () => {
    const { phone, monitor } = steeredBy({ sample: 0 })
    monitor.record('custom', 'a', 'ok', 25)
    phone.advance(60_000)
    expect(eventsOf(phone, METRICS.custom.id, 'a')).toBe(1)
    expect(phone.sent.at(-1)?.points).toEqual([])
  })

  test('a sampled session says how many others it stands for', () => {
    const phone = fakePhone({}, () => 0.1)
    const monitor = startMonitor({ store: 'wensan' }, phone.host)
    phone.steering = { ...phone.steering, sample: 0.25 }
    monitor.flush()
    phone.advance(1_000)
    monitor.record('custom', 'a', 'ok', 25)
    phone.advance(60_000)
    expect(phone.sent.at(-1)).toMatchObject({ weight: 4, points: [[METRICS.custom.id, 0, 0, 0, 25]] })
  })

  test('a pause, by the cloud’s clock', () => {
    const { phone, monitor, sentBefore } = steeredBy({})
    const cloudNow = phone.host.now() + 7_200_000
    phone.steering = { ...phone.steering, now: cloudNow, pauseUntil: cloudNow + 600_000 }
    monitor.record('custom', 'a', 'ok')
    monitor.flush()
    phone.advance(100)
    expect(phone.sent).toHaveLength(sentBefore + 1)
    monitor.report('error', 'boom', '')
    monitor.record('custom', 'b', 'ok', 25)
    expect(monitor.diagnose().dropped).toEqual({ paused: 1 })
    phone.advance(590_000)
    expect(phone.sent).toHaveLength(sentBefore + 1)
    phone.advance(20_000)
    expect(eventsOf(phone, METRICS.error.id)).toBe(1)
  })

  test.each([[{ intervalMs: -5, sample: 9, pauseUntil: Number.NaN }], [{ intervalMs: 'soon', sample: null }], [null]])(
    'nonsense is not followed: %j',
    (steering) => {
      const { phone, monitor } = steeredBy(steering as never)
      expect(monitor.diagnose().steering).toMatchObject({ intervalMs: 60_000, sample: 1 })
      expect(monitor.diagnose().steering.pauseUntil).toBeLessThanOrEqual(phone.host.now())
      monitor.record('custom', 'a', 'ok')
      phone.advance(60_000)
      expect(eventsOf(phone, METRICS.custom.id)).toBe(1)
    },
  )
})

describe('consent', () => {
  test('nothing leaves and nothing is kept on disk before the customer has said yes', () => {
    const { phone, monitor } = started({}, { askConsent: true })
    monitor.report('error', 'boom', '')
    phone.fire('onAppHide')
    phone.advance(600_000)
    expect([phone.sent.length, phone.disk.size]).toEqual([0, 0])
    monitor.setConsent(true)
    phone.advance(60_000)
    expect(eventsOf(phone, METRICS.error.id)).toBe(1)
  })

  test('a no throws away what was held back, and everything after it', () => {
    const { phone, monitor } = started({}, { askConsent: true })
    monitor.report('error', 'boom', '')
    monitor.setConsent(false)
    monitor.report('error', 'bang', '')
    phone.fire('onAppHide')
    phone.advance(600_000)
    expect(phone.sent).toHaveLength(0)
    expect(Object.keys(monitor.diagnose().dropped)).toEqual(['no_consent'])
  })
})

test('a no after a yes leaves nothing on the phone', () => {
  const { phone, monitor } = started({})
  phone.answer = 'offline'
  monitor.report('error', 'boom', '')
  phone.advance(30_000)
  expect([...phone.disk.values()].join('')).toContain('boom')
  monitor.setConsent(false)
  monitor.record('custom', 'a', 'ok')
  phone.advance(600_000)
  expect([...phone.disk.values()]).toEqual(['', ',0]]'])
})
