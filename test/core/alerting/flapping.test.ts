import { runAlertTick } from '../../../core/alerting/tick'
import { alertedShop, evidenceOfShop, folded, NOON_MINUTE, payments } from '../../fakes/alertedShop'

/** Payments fail for five minutes and go well for eight, so many times; then they go well for long. */
const flapping = (times: number) => {
  const events = payments(NOON_MINUTE - 30, NOON_MINUTE, 4, 'ok')
  let minute = NOON_MINUTE
  for (let time = 0; time < times; time++) {
    events.push(...payments(minute, minute + 5, 4, 'business'), ...payments(minute + 5, minute + 15, 4, 'ok'))
    minute += 15
  }
  return { events: [...events, ...payments(minute, minute + 60, 4, 'ok')], until: minute }
}

const run = async (times: number, minutes: number) => {
  const ports = alertedShop()
  const { events } = flapping(times)
  for (let minute = NOON_MINUTE; minute <= NOON_MINUTE + minutes; minute++) {
    await runAlertTick(ports, folded(ports, minute), evidenceOfShop({ events }))
  }
  return ports
}
const statuses = (ports: Awaited<ReturnType<typeof run>>): string[] =>
  [...ports.store.incidents.values()].map(({ status }) => status)

describe('an area that keeps breaking', () => {
  it('is closed as usual up to three changes in an hour', async () => {
    expect(statuses(await run(1, 40))).toEqual(['resolved'])
  })

  it('is held open at the fourth change: no further incidents, and it says so', async () => {
    const ports = await run(4, 60)
    expect(statuses(ports)).toEqual(['resolved', 'open'])
    const [, held] = [...ports.store.incidents.values()]
    expect(held?.sentence).toBe('好了又坏，反复出现')
  })

  it('ends after half an hour in which nothing fired', async () => {
    expect(statuses(await run(2, 45))).toEqual(['resolved', 'open'])
    expect(statuses(await run(2, 80))).toEqual(['resolved', 'resolved'])
  })
})
