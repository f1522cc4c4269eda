import fc from 'fast-check'
import { type Clock, createClock } from '../../../localcloud/clock/clock'

const START = Date.UTC(2026, 0, 5)
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('the virtual clock', () => {
  let clock: Clock
  beforeEach(() => {
    clock = createClock({ now: START, frozen: true })
  })
  afterEach(() => clock.close())

  test('stands still while it is frozen', async () => {
    await sleep(20)
    expect(clock.now()).toBe(START)
  })

  test('runs at its speed from where it was frozen', async () => {
    clock.setSpeed(1000)
    clock.resume()
    await sleep(20)
    clock.freeze()
    const frozenAt = clock.now()
    expect(frozenAt).toBeGreaterThanOrEqual(START + 15_000)
    await sleep(10)
    expect(clock.now()).toBe(frozenAt)
  })

  test('fires everything on the way in order of time, then of being scheduled, each at its own instant', async () => {
    const fired: string[] = []
    const note = (name: string) => () => void fired.push(`${name}@${clock.now() - START}`)
    clock.schedule(START + 300, note('c'))
    clock.schedule(START + 100, note('a'))
    clock.schedule(START + 300, note('d'))
    clock.schedule(START + 200, note('b'))
    clock.schedule(START + 5000, note('late'))
    await clock.advance(1000)
    expect(fired).toEqual(['a@100', 'b@200', 'c@300', 'd@300'])
    expect(clock.now()).toBe(START + 1000)
  })

  test('waits for the work of one event before it moves on to the next', async () => {
    const log: string[] = []
    clock.schedule(START + 1, async () => {
      await sleep(20)
      log.push(`slow ended at ${clock.now() - START}`)
    })
    clock.schedule(START + 2, () => void log.push('next'))
    await clock.advance(10)
    expect(log).toEqual(['slow ended at 1', 'next'])
  })

  test('waits for work that an event left going in the background', async () => {
    const ended: string[] = []
    clock.schedule(START + 1, () => clock.track(sleep(20).then(() => ended.push('background'))))
    await clock.advance(1)
    expect(ended).toEqual(['background'])
  })

  test('fires what an event schedules within the same advance', async () => {
    const seen: number[] = []
    const again = () => {
      seen.push(clock.now() - START)
      clock.schedule(clock.now() + 100, again)
    }
    clock.schedule(START + 100, again)
    await clock.advance(350)
    expect(seen).toEqual([100, 200, 300])
  })

  test('an event that is cancelled or throws does not stop the others', async () => {
    const errors: unknown[] = []
    const other = createClock({ now: START, frozen: true, onError: (error) => errors.push(error) })
    const seen: string[] = []
    other.schedule(START + 1, () => void seen.push('cancelled')).cancel()
    other.schedule(START + 2, () => {
      throw new Error('broken')
    })
    other.schedule(START + 3, () => void seen.push('fine'))
    await other.advance(5)
    other.close()
    expect(seen).toEqual(['fine'])
    expect(errors).toEqual([new Error('broken')])
  })

  test('two advances at once happen one after the other', async () => {
    await Promise.all([clock.advance(100), clock.advance(50)])
    expect(clock.now()).toBe(START + 150)
  })

  test('a running clock fires by itself and stays running after an advance', async () => {
    const seen: string[] = []
    clock.resume()
    await new Promise<void>((fired) => {
      clock.schedule(clock.now() + 10, () => {
        seen.push('by itself')
        fired()
      })
    })
    expect(seen).toEqual(['by itself'])
    clock.schedule(clock.now() + 60_000, () => void seen.push('advanced'))
    await clock.advance(60_000)
    expect(seen).toEqual(['by itself', 'advanced'])
    expect(clock.frozen).toBe(false)
  })

  test('setting the time jumps over events; overdue ones fire at the next advance', async () => {
    const seen: number[] = []
    clock.schedule(START + 100, () => void seen.push(clock.now()))
    clock.set(START + 5000)
    expect(seen).toEqual([])
    await clock.advance(0)
    expect(seen).toEqual([START + 5000])
  })

  test.each([
    ['a negative advance', () => clock.advance(-1)],
    ['an advance of no number', () => clock.advance(Number.NaN)],
  ])('%s is refused', async (_name, run) => {
    await expect(run()).rejects.toThrow(RangeError)
    expect(clock.now()).toBe(START)
  })

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('a speed of %p is refused', (speed) => {
    expect(() => clock.setSpeed(speed)).toThrow(RangeError)
  })

  test('tells listeners of every change', async () => {
    const changes: string[] = []
    const stop = clock.onChange((change) => changes.push(change))
    clock.resume()
    clock.freeze()
    clock.set(START + 10)
    clock.setSpeed(2)
    await clock.advance(5)
    stop()
    clock.set(START)
    expect(changes).toEqual(['resume', 'freeze', 'set', 'speed', 'advance'])
  })

  test('any events, added and cancelled in any order, fire exactly in order of time and of being added', async () => {
    const events = fc.array(fc.record({ at: fc.integer({ min: 0, max: 5 }), cancel: fc.boolean() }), { maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(events, async (list) => {
        const own = createClock({ now: 0, frozen: true })
        const fired: number[] = []
        const handles = list.map(({ at }, index) => own.schedule(at, () => void fired.push(index)))
        list.forEach(({ cancel }, index) => {
          if (cancel) handles[index]?.cancel()
        })
        await own.advance(50)
        own.close()
        const expected = list
          .map(({ at, cancel }, index) => ({ at, cancel, index }))
          .filter(({ cancel }) => !cancel)
          .sort((a, b) => a.at - b.at || a.index - b.index)
        expect(fired).toEqual(expected.map(({ index }) => index))
      }),
      { numRuns: 60 },
    )
  })
})
