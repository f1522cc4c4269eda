import { allowedBad, budgetOf, burnRate } from '../../../core/slo/burn'
import { pairOf } from '../../../core/slo/windows/windowSet'
import { windowSets } from '../../../core/slo/windows/windowSets'
import fixtures from '../../fixtures/slo/slo-fixtures.json'
import { minutesToPage } from './minutesToPage'

describe('burn-rate windows', () => {
  it.each([
    ['google30d', fixtures.google30d],
    ['google28d', fixtures.google28d],
    ['sloth7d', fixtures.sloth7dExample],
  ] as const)('%s have the published lengths and factors', (name, expected) => {
    expect(windowSets[name].windows.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
    windowSets[name].windows.forEach((window, index) => {
      const { factor, ...rest } = expected[index] as (typeof expected)[number]
      expect(window).toMatchObject(rest)
      expect(window.factor).toBeCloseTo(factor, 12)
    })
  })

  it.each([
    ['pyrra28d', fixtures.pyrra28d],
    ['pyrra7d', fixtures.pyrra7d],
  ] as const)('%s have the published lengths, factors and times to hold', (name, expected) => {
    const published = expected.map(({ severity: _, ...window }) => window)
    expect(windowSets[name].windows.map(({ id: _, ...window }) => window)).toEqual(published)
  })

  it('say where they come from', () => {
    for (const set of Object.values(windowSets)) expect(set.source).toMatch(/google|sloth|pyrra/)
  })
})

describe('an error budget', () => {
  it.each(fixtures.timeBudget)('of $slo over $days days is $downtimeMinutes minutes', (one) => {
    expect(budgetOf(one.slo) * one.days * 1440).toBeCloseTo(one.downtimeMinutes, 9)
    // everything fails: a factor above that can never fire
    expect(burnRate({ bad: 1, total: 1 }, one.slo)).toBeCloseTo(one.maxBurn, 9)
  })

  it.each(fixtures.eventBudget)('of $slo with $bad bad of $total', (one) => {
    expect(allowedBad(one.total, one.slo)).toBeCloseTo(one.allowedBad, 9)
    const burn = burnRate(one, one.slo)
    if (one.remaining === null || one.burn === null) return expect(burn).toBeNull()
    expect(1 - one.bad / allowedBad(one.total, one.slo)).toBeCloseTo(one.remaining, 9)
    expect(burn).toBeCloseTo(one.burn, 9)
  })

  it.each([
    [0.999, 0.9],
    [0.995, 4.3],
    [0.99, 8.6],
    [0.95, 43.2],
  ])('of %d pages a total outage after %d minutes', (slo, minutes) => {
    const [quick] = windowSets.google30d.windows.map(pairOf)
    expect(minutesToPage(quick as NonNullable<typeof quick>, slo)).toBeCloseTo(minutes, 1)
  })
})
