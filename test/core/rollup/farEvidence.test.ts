import { foldHour } from '../../../core/rollup/foldHour'
import { foldMinute } from '../../../core/rollup/foldMinute'
import { LOOKBACK_MINUTES, readEvidence } from '../../../core/rollup/readEvidence'
import { dryRun } from '../../../core/rules/dryRun'
import { readHistory } from '../../../core/rules/history'
import { reachOf } from '../../../core/rules/reach'
import { fakeStore } from '../../fakes/alertedShop'
import { measured, NOON, storedBatch } from '../../fakes/batches'
import { defaultRule, defaultRules } from '../../fakes/defaultRules'
import { type FakePorts, fakePorts } from '../../fakes/ports'

const MINUTE = NOON / 60_000
const BUSINESS = 4
const OK = 0

/** Ten payments at each of these minutes from noon, of which so many fail; minutes and hours are folded. */
const shop = (failing: Record<number, number>): FakePorts => {
  const ports = fakePorts(NOON)
  for (const [minute, failed] of Object.entries(failing).map(([at, count]) => [MINUTE + Number(at), count] as const)) {
    const batch = (id: string, outcome: number, events: number, user: string) => ({
      ...storedBatch(id, user, minute * 60_000 + 500, measured(3, 'wechat', outcome, events, 300)),
      shard: '0',
    })
    const batches = [
      ...Array.from({ length: failed }, (_, index) => batch(`f${minute}-${index}`, BUSINESS, 1, `u${minute}-${index}`)),
      batch(`o${minute}`, OK, 10 - failed, `ok${minute}`),
    ]
    for (const document of foldMinute('0', minute, batches)) ports.store.minutes.set(document._id, document)
  }
  const documents = [...ports.store.minutes.values()]
  for (const hour of new Set(documents.map(({ minute }) => Math.floor(minute / 60)))) {
    const folded = foldHour('s1', hour, documents, true)
    if (folded) ports.store.hours.set(folded._id, folded)
  }
  return ports
}

const SIX_HOURS = 361
const merged = async (ports: FakePorts, minutes: number, reach: number) =>
  (await readEvidence(ports, fakeStore, MINUTE, 0, reach)).merged('pay', { from: MINUTE + 1 - minutes, to: MINUTE + 1 })

describe('evidence beyond two hours', () => {
  const spread = { [-350]: 4, [-200]: 3, [-130]: 2, [-70]: 1, 0: 0 }

  it('comes from the hours, minute by minute, and counts nothing twice', async () => {
    const ports = shop(spread)
    expect(await merged(ports, 360, SIX_HOURS)).toMatchObject({ failed: 10, ok: 40, total: 50 })
    expect(await merged(ports, 201, SIX_HOURS)).toMatchObject({ failed: 6, total: 40 })
    expect(await merged(ports, 200, SIX_HOURS)).toMatchObject({ failed: 3, total: 30 })
    expect((await merged(ports, 360, SIX_HOURS))?.failedUsers.size).toBe(10)
  })

  it('does so whatever minute of the hour is judged', async () => {
    for (let later = 0; later < 60; later += 7) {
      const ports = shop({ [later - 300]: 2, [later - 125]: 1, [later - 119]: 3, [later]: 0 })
      const evidence = await readEvidence(ports, fakeStore, MINUTE + later, 0, SIX_HOURS)
      expect(evidence.merged('pay', { from: MINUTE + later - 359, to: MINUTE + later + 1 })?.failed).toBe(6)
    }
  })

  it('is not read where no rule looks so far', async () => {
    const ports = shop(spread)
    const calls: string[] = []
    ports.before.run = (operation) => {
      calls.push(operation)
    }
    await merged(ports, 60, reachOf(defaultRules))
    expect(reachOf(defaultRules)).toBeLessThanOrEqual(LOOKBACK_MINUTES)
    expect(calls).not.toContain('rollups.readHours')
  })

  it('is asked for by slow pairs of windows, and by nothing that is switched off', () => {
    const slow = { ...defaultRule('apiBudget', 'burn'), pairs: ['page-slow' as const, 'ticket-slow' as const] }
    expect(reachOf([slow])).toBe(3 * 1440 + 1)
    expect(reachOf([{ ...slow, enabled: false }])).toBe(0)
    expect(reachOf([defaultRule('noVisits', 'heartbeat'), defaultRule('ordersBelow', 'baseline')])).toBe(61)
  })
})

describe('the history of a shop', () => {
  const minutes = Array.from({ length: 30 }, (_, index) => index - 30)
  const ports = shop(Object.fromEntries(minutes.map((at) => [at, at >= -20 && at < -10 ? 9 : 0])))
  const payment = defaultRule('paymentSuccess', 'ratio')

  it('shows what a rule would have told, with four calls', async () => {
    const calls: string[] = []
    ports.before.run = (operation) => {
      calls.push(operation)
    }
    const evidenceAt = await readHistory(ports, fakeStore, MINUTE - 30, MINUTE)
    ports.before.run = () => {}
    expect(calls.sort()).toEqual(['heartbeats.read', 'issues.read', 'minutes.read', 'orders.readHours'])
    const run = dryRun(
      [payment],
      fakeStore,
      minutes.map((at) => MINUTE + at),
      evidenceAt,
    )
    expect(run.alerts).toMatchObject([{ since: (MINUTE - 19) * 60_000, until: (MINUTE - 5) * 60_000 }])
  })

  it('is at each minute what a judgement then saw', async () => {
    const evidenceAt = await readHistory(ports, fakeStore, MINUTE - 30, MINUTE)
    for (const at of [-25, -18, -5]) {
      const window = { from: MINUTE + at - 2, to: MINUTE + at + 1 }
      const then = await readEvidence(ports, fakeStore, MINUTE + at)
      expect(evidenceAt(MINUTE + at).merged('pay', window)).toEqual(then.merged('pay', window))
    }
  })
})
