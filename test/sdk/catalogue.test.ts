import { CRUMB_KINDS } from '../../contract/crumbKinds'
import { DROP_REASONS } from '../../contract/dropReasons'
import { LIMITS } from '../../contract/limits'
import { METRICS } from '../../contract/metrics'
import { OUTCOMES } from '../../contract/outcomes'
import * as catalogue from '../../miniprogram/sdk/catalogue'

/** setData becomes SET_DATA */
const constant = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
const numbers = catalogue as Record<string, number>

test('every metric that a phone or a function measures has its id here', () => {
  const { probe: _ofTheCloud, ...measured } = METRICS
  for (const [name, { id }] of Object.entries(measured)) expect([name, numbers[constant(name)]]).toEqual([name, id])
})

test.each([
  ['outcome', OUTCOMES.filter((name) => name !== 'unknown'), ''],
  ['crumb', CRUMB_KINDS, '_CRUMB'],
] as const)('every %s has its index', (_, names, ending) => {
  names.forEach((name, index) => {
    expect([name, numbers[constant(name) + ending]]).toEqual([name, index])
  })
})

test('the drop reasons of a phone have their indexes', () => {
  const known = DROP_REASONS.filter((name) => constant(name) in numbers)
  const ofThePhone = ['queue_full', 'disk_corrupt', 'no_consent', 'paused', 'session_budget']
  expect(known).toEqual([...ofThePhone, 'too_large', 'malformed', 'killed'])
  for (const name of known) expect(DROP_REASONS[numbers[constant(name)] as number]).toBe(name)
})

test('limits are those of the contract', () => {
  for (const [name, value] of Object.entries(LIMITS)) {
    const here = numbers[constant(name)]
    if (here !== undefined) expect([name, value]).toEqual([name, here])
  }
  const ofTheCloud = Object.keys(LIMITS).filter((name) => !(constant(name) in numbers))
  expect(ofTheCloud).toEqual(expect.arrayContaining(['futureMs']))
  expect(ofTheCloud.length).toBeLessThan(8)
})
