import { until } from '../../e2e/patience'
import { cloudForTest, START_MS, type TestCloud } from '../cloudForTest'

describe('timers on the virtual clock', () => {
  let cloud: TestCloud
  beforeAll(async () => {
    cloud = await cloudForTest()
  })
  beforeEach(async () => {
    await cloud.control('POST', 'reset')
  })
  afterAll(() => cloud.remove())

  const ticks = () => (cloud.database.find('ticks', {}, 1000).documents as any[]).sort((a, b) => a.now - b.now)
  const advance = async (advanceMs: number) => (await cloud.control('POST', 'clock', { advanceMs })).json
  /** Forward to the next full minute, so that each test starts alike. */
  const align = async () => {
    await advance(60_000 - (cloud.clock.now() % 60_000))
    await cloud.control('POST', 'reset')
  }

  test('fires every timer due on the way, in order, and answers when all have ended', async () => {
    const before = cloud.clock.now()
    const { now, fired } = await advance(180_000)
    expect(now).toBe(before + 180_000)
    expect(fired).toMatchObject([
      { function: 'ticker', trigger: 'minute', at: START_MS + 17_000, ok: true },
      { function: 'ticker', trigger: 'minute', at: START_MS + 77_000, ok: true },
      { function: 'ticker', trigger: 'minute', at: START_MS + 137_000, ok: true },
    ])
    expect(fired.every((each: any) => each.ms > 0)).toBe(true)
    expect(ticks().map((tick) => tick.now)).toEqual(fired.map((each: any) => each.at))
  })

  test('the timer’s function sees the timer’s event, its own time and nobody', async () => {
    await align()
    await advance(20_000)
    const at = new Date(cloud.clock.now() - 3000).toISOString()
    expect(ticks()).toMatchObject([
      {
        date: at,
        source: 'wx_trigger',
        openid: null,
        event: { Type: 'Timer', TriggerName: 'minute', Time: at.replace('.000Z', 'Z'), Message: '' },
      },
    ])
  })

  test('a forged timer event from a phone is a phone’s call', async () => {
    await cloud.call('o-a', 'ticker', { Type: 'Timer', TriggerName: 'minute' })
    expect(ticks()).toMatchObject([{ source: 'wx_client', openid: 'o-a' }])
  })

  test.each([
    ['duplicated', { duplicate: true }, [17_000, 17_000, 77_000]],
    ['dropped', { drop: true }, [77_000]],
    ['delayed', { delayMs: 30_000 }, [47_000, 77_000]],
    ['delayed beyond the next one', { delayMs: 70_000 }, [77_000, 87_000]],
  ])('the next firing can be %s, once', async (_name, next, expected) => {
    await align()
    const start = cloud.clock.now()
    expect((await cloud.control('POST', 'timers', { function: 'ticker', next })).status).toBe(200)
    const { fired } = await advance(119_000)
    expect(fired.map((each: any) => each.at - start)).toEqual(expected)
  })

  test('a firing that fails is tried again twice, a minute apart', async () => {
    await align()
    const start = cloud.clock.now()
    const faults = { match: { function: 'ticker' }, effect: { errCode: -501002 }, times: 3 }
    await cloud.control('POST', 'faults', faults)
    await cloud.control('POST', 'timers', { function: 'ticker', next: {} })
    const first = await advance(18_000)
    expect(first.fired).toMatchObject([{ at: start + 17_000, ok: false }])
    await cloud.control('DELETE', 'faults')
    await cloud.control('POST', 'timers', { function: 'ticker', next: { drop: true } })
    const second = await advance(60_000)
    expect(second.fired).toMatchObject([{ at: start + 77_000, ok: true }])
  })

  test('a firing that keeps failing is given up after two more tries', async () => {
    await align()
    const start = cloud.clock.now()
    await cloud.control('POST', 'faults', { match: { function: 'ticker' }, effect: { errCode: -504002 }, times: 3 })
    const { fired } = await advance(18_000)
    expect(fired).toMatchObject([{ ok: false }])
    for (let minute = 1; minute <= 3; minute++) {
      await cloud.control('POST', 'timers', { function: 'ticker', next: { drop: true } })
      const { fired: again } = await advance(60_000)
      expect(again.map((each: any) => each.at - start)).toEqual(minute <= 2 ? [17_000 + minute * 60_000] : [])
    }
  })

  test('a jump of the clock skips the timers in between', async () => {
    await align()
    const start = cloud.clock.now()
    const { json } = await cloud.control('POST', 'clock', { set: start + 3_600_000 })
    expect(json).toMatchObject({ now: start + 3_600_000, fired: [] })
    const { fired } = await advance(60_000)
    expect(fired.map((each: any) => each.at)).toEqual([start + 3_617_000])
  })

  test('a running clock fires timers by itself', async () => {
    await align()
    cloud.clock.setSpeed(600)
    cloud.clock.resume()
    await until(
      async () => ticks(),
      ({ length }) => length > 0,
    )
    cloud.clock.freeze()
    cloud.clock.setSpeed(1)
    expect(ticks()[0]).toMatchObject({ source: 'wx_trigger' })
  })
})
