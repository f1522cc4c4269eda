import { runAlertTick } from '../../../core/alerting/tick'
import { readEvidence } from '../../../core/rollup/readEvidence'
import { alertedShop, fakeStore, folded, NOON_MINUTE, person } from '../../fakes/alertedShop'
import { fakeEvidence } from '../../fakes/evidence'
import type { FakePorts } from '../../fakes/ports'

const STORES = 1000

/** A thousand shops of one shard; nobody's payments work in every tenth of them from noon on. */
const chain = (): FakePorts => {
  const ports = alertedShop()
  ports.store.stores.clear()
  const stores = Array.from({ length: STORES }, (_, index) => `s${index}`)
  for (const _id of stores) ports.store.stores.set(_id, { ...fakeStore, _id })
  for (const { _id, order } of [...ports.store.staff.values()])
    ports.store.staff.set(_id, { ...person(_id, order), stores })
  return ports
}

const isBroken = (store: string): boolean => Number(store.slice(1)) % 10 === 0

const evidence = async (_: unknown, store: { _id: string }, minute: number) =>
  fakeEvidence(
    {
      events: Array.from({ length: 4 }, (_, user) => ({
        metric: 'pay' as const,
        minute,
        user: `u${user}`,
        outcome: isBroken(store._id) && minute > NOON_MINUTE ? ('server' as const) : ('ok' as const),
      })),
    },
    minute,
  )

/** Calls made by a run, by name. */
const counted = async (ports: FakePorts, run: () => Promise<unknown>): Promise<Record<string, number>> => {
  const calls: Record<string, number> = {}
  ports.before.run = (operation) => {
    calls[operation] = (calls[operation] ?? 0) + 1
  }
  await run()
  ports.before.run = () => {}
  return calls
}

const without = (calls: Record<string, number>, ...names: string[]) =>
  Object.fromEntries(Object.entries(calls).filter(([name]) => !names.includes(name)))

describe('a thousand stores in one run', () => {
  it('cost six calls while nothing happens, evidence included', async () => {
    const ports = chain()
    await runAlertTick(ports, folded(ports, NOON_MINUTE), evidence)
    const calls = await counted(ports, () => runAlertTick(ports, folded(ports, NOON_MINUTE + 1), readEvidence))
    expect(without(calls, 'rules.read')).toEqual({
      'directory.stores': 1,
      'heartbeats.read': 2,
      'alertStates.readAll': 1,
      'minutes.read': 1,
      'orders.readHoursOf': 1,
      'heartbeats.beat': 1,
    })
  })

  it('lose no incident, and write the state of those stores only where something changed', async () => {
    const ports = chain()
    await runAlertTick(ports, folded(ports, NOON_MINUTE), evidence)
    const calls = await counted(ports, () => runAlertTick(ports, folded(ports, NOON_MINUTE + 1), evidence))
    const broken = [...ports.store.stores.keys()].filter(isBroken)
    expect([...ports.store.incidents.values()].map(({ store }) => store).sort()).toEqual([...broken].sort())
    expect([...ports.store.alertStates.keys()].sort()).toEqual([...broken].sort())
    // with the outbox, and once more when it is emptied
    expect(calls['alertStates.write']).toBe(2 * broken.length)
    expect(calls['alertStates.read']).toBeUndefined()
    const again = await counted(ports, () => runAlertTick(ports, folded(ports, NOON_MINUTE + 2), evidence))
    expect(again['alertStates.write']).toBeUndefined()
  })

  it('are judged each by itself where they cannot be read together', async () => {
    const ports = chain()
    await runAlertTick(ports, folded(ports, NOON_MINUTE), evidence)
    ports.before.run = (operation) => {
      if (operation === 'alertStates.readAll') throw new Error('too much at once')
    }
    const report = await runAlertTick(ports, folded(ports, NOON_MINUTE + 1), evidence)
    expect(report.failed).toEqual([])
    expect(ports.store.incidents.size).toBe(STORES / 10)
  })
})
