import { RunMemory } from '../../../../core/schedule/runMemory'
import { NOON } from '../../../fakes/batches'
import { ended, lunchShop, runLunch } from './lunch'

/** Four in ten of the usual orders come from 12:00 to 12:50. */
const thinLunch = (minute: number): number => (minute >= 0 && minute < 50 ? 0.4 : 1)
const lunch = () => lunchShop(15, thinLunch)

describe('the rule about fewer orders than expected, in the minute’s run', () => {
  it('opens one incident while lunch is thin, says how many were expected, and ends it afterwards; a baseline of an older version is learnt anew', async () => {
    const ports = lunch()
    const outdated = { version: 1, lastAt: NOON - 7_200_000, stepMs: 60_000, floats: '' }
    const through = NOON / 60_000 - 121
    ports.store.baselines.set('s1', { _id: 's1', version: 40, through, series: { orders: outdated } })
    const memory = new RunMemory()
    await runLunch(ports, () => memory)
    const { incidents } = ended(ports)
    expect(incidents).toHaveLength(1)
    const [incident] = incidents
    expect(incident).toMatchObject({ title: '单比预计的少', severity: 'warn' })
    expect(incident?.sentence).toMatch(/^30分钟\d+单，预计\d+单$/)
    expect((incident?.openedAt ?? 0) - NOON).toBeGreaterThan(0)
    expect((incident?.openedAt ?? 0) - NOON).toBeLessThan(35 * 60_000)
    expect(incident?.resolvedAt).not.toBeNull()
    expect(ports.store.messages.length).toBeGreaterThan(0)
    expect(ended(ports).baseline?.version).toBeGreaterThan(40)
  })

  it('stays silent on an ordinary day', async () => {
    const ports = lunchShop(15, () => 1)
    const memory = new RunMemory()
    await runLunch(ports, () => memory)
    expect(ended(ports).incidents).toEqual([])
  })

  it('says nothing in a shop whose orders are known for two days only', async () => {
    const ports = lunchShop(2, thinLunch)
    const memory = new RunMemory()
    await runLunch(ports, () => memory)
    expect(ended(ports).incidents.filter(({ title }) => title === '单比预计的少')).toEqual([])
  })
})

describe('what detectors remember changes nothing', () => {
  it('one instance, a new one every eleven minutes, two in turn and runs left out end in the same incident and baseline', async () => {
    const one = lunch()
    const memory = new RunMemory()
    await runLunch(one, () => memory)
    const expected = ended(one)
    expect(expected.incidents).toHaveLength(1)
    expect(expected.baseline?.through).toBe(NOON / 60_000 + 59)
    const cold = lunch()
    let young = new RunMemory()
    await runLunch(cold, (minute) => {
      if (minute % 11 === 0) young = new RunMemory()
      return young
    })
    expect(ended(cold).incidents).toEqual(expected.incidents)
    const two = lunch()
    const memories = [new RunMemory(), new RunMemory()]
    await runLunch(two, (minute) => memories[Math.abs(minute) % 2] as RunMemory)
    expect(ended(two)).toEqual({ ...expected, baseline: { ...expected.baseline, version: expect.any(Number) } })
    const patchy = lunch()
    const own = new RunMemory()
    await runLunch(patchy, (minute) => (Math.abs(minute) % 12 > 2 ? null : own))
    expect(ended(patchy).incidents).toEqual(expected.incidents)
  })

  it('a minute that is judged twice learns nothing twice', async () => {
    const once = lunch()
    const memory = new RunMemory()
    await runLunch(once, () => memory)
    const twice = lunch()
    const again = new RunMemory()
    let refused = 0
    const write = twice.alertStates.write
    twice.alertStates.write = async (state, version) => (++refused % 2 === 1 ? false : write(state, version))
    await runLunch(twice, () => again)
    expect(refused).toBeGreaterThan(2)
    expect(ended(twice)).toEqual(ended(once))
  })
})

describe('what detectors cost', () => {
  it('three reads in the first run of all, none in a warm minute, one write an hour', async () => {
    const ports = lunchShop(15, () => 1)
    const memory = new RunMemory()
    const calls: string[] = []
    ports.before.run = (name) => void calls.push(name)
    await runLunch(ports, () => memory, -89, -89)
    const own = ['baselines.readAll', 'baselines.write', 'rollups.readHours', 'orders.readPast']
    const spent = () => calls.filter((name) => own.includes(name)).sort()
    expect(spent()).toEqual(['baselines.readAll', 'baselines.write', 'orders.readPast', 'rollups.readHours'])
    calls.length = 0
    await runLunch(ports, () => memory, -88, -40)
    expect(spent()).toEqual(['baselines.write'])
    calls.length = 0
    await runLunch(ports, () => memory, -39, 80)
    expect(spent()).toEqual(['baselines.write', 'baselines.write'])
    for (const stored of Object.values(ports.store.baselines.get('s1')?.series ?? {}))
      expect(JSON.stringify(stored).length).toBeLessThanOrEqual(6144)
  })
})
