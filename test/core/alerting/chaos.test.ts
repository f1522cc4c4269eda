import fc from 'fast-check'
import { runAlertTick } from '../../../core/alerting/tick'
import { runDeliveries } from '../../../core/incidents/runDeliveries'
import { alertedShop, brokenPayments, evidenceOfShop, folded, NOON_MINUTE } from '../../fakes/alertedShop'
import type { FakePorts } from '../../fakes/ports'

const BROKEN = NOON_MINUTE + 3
const LAST = BROKEN + 18
const readEvidence = evidenceOfShop(brokenPayments(BROKEN, BROKEN + 9))

/** What the alerting must end in, whatever happened to its runs. */
const timeline = (ports: FakePorts) =>
  [...ports.store.incidents.values()].map(
    ({ _id, severity, title, sentence, openedAt, resolvedAt, alerts, status }) => {
      return { _id, severity, title, sentence, openedAt, resolvedAt, alerts, status }
    },
  )

const told = (ports: FakePorts): string[] => ports.store.messages.map(({ openid }) => openid)

const expectLedgerHolds = (ports: FakePorts): void => {
  for (const credit of ports.store.credits.values()) {
    const reserved = Object.keys(credit.reserved).length
    expect(credit.spent + reserved).toBeLessThanOrEqual(credit.granted)
    const received = ports.store.messages.filter(
      (one) => one.openid === credit.openid && one.templateId === credit.templateId,
    )
    expect(received.length).toBeLessThanOrEqual(credit.spent)
  }
}

/**
 * Runs every minute once. `kills` says before which calls, counted over all runs, a run dies with all it has not done.
 * The shop was judged once before: one that never was has no minute to go on from, and begins with its latest.
 */
const runKilled = async (kills: readonly number[]): Promise<{ ports: FakePorts; calls: number }> => {
  const ports = alertedShop()
  await runAlertTick(ports, folded(ports, NOON_MINUTE), readEvidence)
  let calls = 0
  let isDead = false
  ports.before.run = () => {
    if (kills.includes(calls)) isDead = true
    calls += 1
    if (isDead) throw new Error('killed')
  }
  for (let minute = NOON_MINUTE + 1; minute <= LAST; minute++) {
    isDead = false
    await runAlertTick(ports, folded(ports, minute), readEvidence).catch(() => undefined)
  }
  // what is left of incidents that ended, the watchdog finishes
  ports.before.run = () => {}
  await runDeliveries(ports, folded(ports, LAST + 1))
  return { ports, calls }
}

const expectWell = (ports: FakePorts, calm: FakePorts): void => {
  expect(timeline(ports)).toEqual(timeline(calm))
  const deliveries = [...ports.store.incidents.values()].flatMap((one) => Object.values(one.deliveries))
  const mayHaveArrived = deliveries.filter(({ status }) => status === 'unknown').length
  // with every person's message possibly delivered, another one would be somebody's second
  expect(told(ports).length >= 1 || mayHaveArrived === ports.store.staff.size).toBe(true)
  expect(new Set(told(ports)).size).toBe(told(ports).length)
  expectLedgerHolds(ports)
  expect(deliveries.filter(({ status }) => status === 'leased' || status === 'retry')).toEqual([])
}

describe('runs that die', () => {
  it('before any one of their calls lose no incident, tell nobody twice and end in the same timeline', async () => {
    const calm = await runKilled([])
    expect(timeline(calm.ports)).toMatchObject([{ status: 'resolved', title: '顾客付不了款' }])
    expect(told(calm.ports)).toEqual(['openid-兰姨', 'openid-阿强', 'openid-小周'])
    for (let call = 0; call < calm.calls; call++) {
      const { ports } = await runKilled([call])
      expectWell(ports, calm.ports)
      expect(told(ports).length).toBeGreaterThanOrEqual(1)
    }
  })

  it('before any few of their calls do no harm either', async () => {
    const calm = await runKilled([])
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: calm.calls }), { minLength: 2, maxLength: 4 }), async (kills) => {
        const { ports } = await runKilled(kills)
        expectWell(ports, calm.ports)
      }),
      { numRuns: 60 },
    )
  })
})

describe('runs that overlap', () => {
  it('make one incident and tell each person once, whoever of the two is faster at any step', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 5 }), { minLength: 20, maxLength: 200 }), async (waits) => {
        const ports = alertedShop()
        let calls = 0
        ports.before.run = async () => {
          const turns = waits[calls++ % waits.length] ?? 0
          for (let turn = 0; turn < turns; turn++) await Promise.resolve()
        }
        for (let minute = NOON_MINUTE + 1; minute <= BROKEN + 4; minute++) {
          const now = folded(ports, minute)
          await Promise.all([runAlertTick(ports, now, readEvidence), runAlertTick(ports, now + 50, readEvidence)])
        }
        expect([...ports.store.incidents.keys()]).toEqual([`s1:ordering:${BROKEN + 1}`])
        expect(told(ports)).toEqual(['openid-兰姨'])
        expectLedgerHolds(ports)
      }),
      { numRuns: 60 },
    )
  })

  it('with one that was held up for minutes tell nobody twice and end in the same timeline', async () => {
    const calm = await runKilled([])
    for (let held = 0; held < calm.calls; held += 3) {
      const ports = alertedShop()
      let calls = 0
      let release = (): void => {}
      ports.before.run = async () => {
        if (calls++ === held) await new Promise<void>((resolve) => (release = resolve))
      }
      const late: Promise<unknown>[] = []
      for (let minute = NOON_MINUTE + 1; minute <= LAST; minute++) {
        const run = runAlertTick(ports, folded(ports, minute), readEvidence)
        late.push(run)
        await Promise.race([run, new Promise((resolve) => setImmediate(resolve))])
      }
      release()
      await Promise.all(late)
      await runAlertTick(ports, folded(ports, LAST + 1), readEvidence)
      expect(timeline(ports)).toEqual(timeline(calm.ports))
      expect(new Set(told(ports)).size).toBe(told(ports).length)
      expectLedgerHolds(ports)
    }
  })
})
