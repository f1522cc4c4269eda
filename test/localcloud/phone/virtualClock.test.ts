import fc from 'fast-check'
import { type ClockState, VirtualClock } from '../../../localcloud/phone/clock/virtualClock'

/** A clock whose real time is turned by hand. */
function handClock(state: ClockState) {
  let realMs = 0
  let wake: { atMs: number; run: () => void } | undefined
  const errors: unknown[] = []
  const clock = new VirtualClock(
    {
      monotonicMs: () => realMs,
      wakeIn: (ms, run) => {
        wake = { atMs: realMs + ms, run }
        return () => {
          wake = undefined
        }
      },
      onError: (error) => errors.push(error),
      onChange: () => {},
    },
    state,
  )
  return {
    clock,
    errors,
    passReal(ms: number) {
      const until = realMs + ms
      while (wake && wake.atMs <= until) {
        const { atMs, run } = wake
        realMs = Math.max(realMs, atMs)
        wake = undefined
        run()
      }
      realMs = until
    },
  }
}

const FROZEN: ClockState = { now: 1000, frozen: true, speed: 1 }

describe('a frozen clock', () => {
  test('runs timers when the cloud moves it, in order of their time, each at its own time', () => {
    const { clock, passReal } = handClock(FROZEN)
    const seen: [string, number][] = []
    const note = (name: string) => () => seen.push([name, clock.now()])
    clock.setTimer(note('late'), 300, false)
    clock.setTimer(note('soon'), 100, false)
    clock.setTimer(note('each'), 120, true)
    passReal(10_000)
    expect(seen).toEqual([])
    expect(clock.nextDue()).toBe(1100)
    clock.sync({ ...FROZEN, now: 1300 })
    expect(seen).toEqual([
      ['soon', 1100],
      ['each', 1120],
      ['each', 1240],
      ['late', 1300],
    ])
    expect(clock.now()).toBe(1300)
  })

  test('a timer set by a timer runs in the same move when it is due', () => {
    const { clock } = handClock(FROZEN)
    const seen: number[] = []
    clock.setTimer(() => clock.setTimer(() => seen.push(clock.now()), 50, false), 50, false)
    clock.sync({ ...FROZEN, now: 1100 })
    expect(seen).toEqual([1100])
  })

  test('a cleared timer does not run, and clearing says whether there was one', () => {
    const { clock } = handClock(FROZEN)
    const run = jest.fn()
    const id = clock.setTimer(run, 10, false)
    expect(clock.clearTimer(id)).toBe(true)
    expect(clock.clearTimer(id)).toBe(false)
    clock.sync({ ...FROZEN, now: 5000 })
    expect(run).not.toHaveBeenCalled()
    expect(clock.nextDue()).toBeNull()
  })

  test('a timer that throws does not stop the next', () => {
    const { clock, errors } = handClock(FROZEN)
    const run = jest.fn()
    clock.setTimer(
      () => {
        throw new Error('broken')
      },
      10,
      false,
    )
    clock.setTimer(run, 20, false)
    clock.sync({ ...FROZEN, now: 1020 })
    expect(run).toHaveBeenCalledTimes(1)
    expect(errors).toHaveLength(1)
  })
})

describe('a running clock', () => {
  test('at ten times the speed a timer of a minute takes six real seconds', () => {
    const { clock, passReal } = handClock({ now: 0, frozen: false, speed: 10 })
    const run = jest.fn()
    clock.setTimer(run, 60_000, false)
    passReal(5_999)
    expect(run).not.toHaveBeenCalled()
    passReal(1)
    expect(run).toHaveBeenCalledTimes(1)
    expect(clock.now()).toBe(60_000)
  })

  test('a message that lags behind does not turn time back', () => {
    const { clock, passReal } = handClock({ now: 0, frozen: false, speed: 1 })
    passReal(1000)
    clock.sync({ now: 950, frozen: false, speed: 1 })
    expect(clock.now()).toBe(1000)
    clock.sync({ now: 100, frozen: false, speed: 1 })
    expect(clock.now()).toBe(100)
  })

  test('freezing holds it, whatever real time passes', () => {
    const { clock, passReal } = handClock({ now: 0, frozen: false, speed: 1 })
    passReal(100)
    clock.sync({ now: 100, frozen: true, speed: 1 })
    passReal(5000)
    expect(clock.now()).toBe(100)
  })
})

test('however the way is cut into moves, the same timers run at the same times', () => {
  const delays = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 12 })
  const cuts = fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 8 })
  fc.assert(
    fc.property(delays, cuts, (timers, moves) => {
      const run = (steps: number[]) => {
        const { clock } = handClock(FROZEN)
        const seen: [number, number][] = []
        for (const [index, delay] of timers.entries())
          clock.setTimer(() => seen.push([index, clock.now()]), delay, index % 3 === 0)
        let now = FROZEN.now
        for (const step of steps) {
          now += step
          clock.sync({ ...FROZEN, now })
        }
        return seen
      }
      const total = moves.reduce((sum, move) => sum + move, 0)
      expect(run(moves)).toEqual(run(total > 0 ? [total] : []))
    }),
  )
})
