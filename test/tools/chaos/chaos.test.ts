import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { alertsChaos } from '../../../tools/chaos/alerts/alertsChaos'
import { mutants } from '../../../tools/chaos/alerts/mutants'
import { planOf } from '../../../tools/chaos/alerts/plan'
import { playSchedule } from '../../../tools/chaos/alerts/schedule'
import { mutated } from '../../../tools/chaos/mutate'
import { runSchedules } from '../../../tools/chaos/runSchedules'
import { root } from '../../../tools/paths'

describe('a schedule', () => {
  it('is the same whenever it is played', async () => {
    const [first, again] = [await playSchedule(17), await playSchedule(17)]
    expect(again).toEqual(first)
    expect(first.calls).toBeGreaterThan(100)
  })

  it('of a hundred in a row kills at every first call, and they have all that can go wrong between them', () => {
    const plans = Array.from({ length: 400 }, (_, seed) => planOf(seed))
    expect(new Set(plans.map(({ kills }) => kills[0])).size).toBeGreaterThan(95)
    expect(new Set(plans.map(({ kind }) => kind))).toEqual(new Set(['plain', 'storm', 'stopped']))
    for (const has of [
      (plan: ReturnType<typeof planOf>) => plan.databaseDown !== null,
      (plan: ReturnType<typeof planOf>) => plan.skewMs > 0,
      (plan: ReturnType<typeof planOf>) => plan.lostRequests > 0.2 && plan.lostReplies > 0.2,
      (plan: ReturnType<typeof planOf>) => plan.leaves !== null && plan.hasSharedTemplate,
      (plan: ReturnType<typeof planOf>) => plan.signals.some(({ gap, lag }) => gap !== null && lag > 0),
    ])
      expect(plans.filter(has).length).toBeGreaterThan(5)
  })
})

describe('the alerting under faults', () => {
  it('breaks none of its twelve invariants in the first schedules', async () => {
    const said: string[] = []
    expect([await runSchedules(alertsChaos, 60, 0, (line) => said.push(line)), said]).toEqual([
      true,
      [expect.stringMatching(/^chaos alerts: 60 schedules, \d+ calls, 0 with a broken invariant$/)],
    ])
  })
})

describe('schedules that found something once', () => {
  it.each([
    ['a storm ends while people are to be tried again', 207],
    ['killed after the second unclear end, before the group was told', 4488],
    ['no minute could be judged for a quarter of an hour', 3260],
    ['the first runs of all die', 6333],
    ['what is left of an ended incident waits for the watchdog', 789],
  ])('%s (seed %d)', async (_, seed) => {
    expect((await playSchedule(seed)).broken).toEqual([])
  })
})

describe('the mutants', () => {
  it.each(mutants)('"$name" has its place in the code, once', (mutant) => {
    const text = readFileSync(join(root, mutant.file), 'utf8')
    expect(mutated(mutant, text)).not.toBe(text)
  })

  it('are refused where the code was rewritten', () => {
    expect(() => mutated({ name: 'm', file: 'f', find: 'a', replace: 'b' }, 'a a')).toThrow('its place is 2 times in f')
  })
})
