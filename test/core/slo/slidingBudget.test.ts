import { dailyForecast, usedUpWithin } from '../../../core/insight/forecast/usedUp'
import { allowedBad, type Events } from '../../../core/slo/burn'
import { budgetGains } from '../../../core/slo/slidingBudget'
import { DAY_MS } from '../../../core/time/units'

const SLO = 0.995
const WINDOW = 30
const NOW = 1_000 * DAY_MS
const PACE = 14

const day = (total: number, share: number): Events => ({ bad: total * share, total })
const days = (count: number, total: number, share: number) => Array.from({ length: count }, () => day(total, share))
const leftOf = (window: readonly (Events | null)[]) =>
  window.reduce((left, one) => left + (one === null ? 0 : allowedBad(one.total, SLO) - one.bad), 0)

/** When the page says that nothing more may fail, in days from now. */
function forecast(past: (Events | null)[]): number | null {
  const known = past.filter((one) => one !== null).slice(-PACE)
  const ahead = (daily: number[]) => dailyForecast(daily, NOW, NOW + WINDOW * DAY_MS)
  const attempts = ahead(known.map(({ total }) => total)).map(({ expected }) => expected)
  const bad = ahead(known.map((one) => one.bad))
  const { at } = usedUpWithin(leftOf(past), bad, NOW, budgetGains(past, attempts, SLO))
  return at === null ? null : (at - NOW) / DAY_MS
}

/** The same by living through it: each day one comes as those of late and the oldest goes. */
function lived(past: (Events | null)[]): number | null {
  const coming = past.at(-1) as Events
  const window = past.slice()
  for (let passed = 1; passed <= WINDOW; passed++) {
    window.push(coming)
    window.shift()
    if (leftOf(window) <= 0) return passed
  }
  return null
}

const young = (share: number) => [...Array<null>(WINDOW - 1 - PACE).fill(null), ...days(PACE, 7_000, share)]
const old = (before: number, since: number, total = 7_000) => [
  ...days(WINDOW - 1 - PACE, total, before),
  ...days(PACE, total, since),
]

describe('what a month allows to fail', () => {
  it.each([
    ['a young shop at half of what is allowed never uses it up', young(0.0025), null],
    ['nor does one that is as old as the window', old(0.0025, 0.0025), null],
    ['a shop just within its objective does not either', old(0.00499, 0.00499), null],
    ['nor one without a single failure', old(0, 0), null],
  ] as const)('%s', (_, past, expected) => expect(forecast([...past])).toBe(expected))

  it.each([
    ['fails twice what is allowed since two weeks', old(0.0005, 0.0081)],
    ['fails a little more than is allowed', old(0.001, 0.0063)],
    ['has had its worst behind it', old(0.0079, 0.0018)],
    ['had busier weeks before', [...days(15, 20_000, 0.001), ...days(14, 7_000, 0.009)]],
  ] as const)('a shop that %s: the day is the one that living through it gives', (_, past) => {
    const [told, real] = [forecast([...past]), lived([...past])]
    expect([told === null ? null : Math.ceil(told - 1e-9)]).toEqual([real])
  })
})
