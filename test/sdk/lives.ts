/** What a phone can live through, for properties of delivery. */
import fc from 'fast-check'
import { thingsIn } from '../../miniprogram/sdk/queue/outbox'
import type { CollectAnswer, FakePhone } from './fakePhone'
import { type Monitor, startMonitor } from './startMonitor'

export type Step =
  | { do: 'count' | 'time'; label: string; times: number }
  | { do: 'error'; message: string }
  | { do: 'wait'; ms: number }
  | { do: 'cloud'; answer: CollectAnswer }
  | { do: 'kill'; afterMs: number; spoilsDisk: boolean }
  | { do: 'hide' | 'flush' | 'fullDisk' | 'freeDisk' }

const label = fc.constantFrom('photo', 'coupon', '菜单', 'x'.repeat(128))
const answer = fc.constantFrom<CollectAnswer>('accept', 'unavailable', 'malformed', 'silence', 'offline', 'loseAnswer')
const fixed = <T extends string>(word: T) => fc.constant(word)
const kill = {
  do: fixed('kill'),
  afterMs: fc.constantFrom(0, 400, 600, 3_100, 5_000, 40_000),
  spoilsDisk: fc.integer({ max: 9, min: 0 }).map((chance) => chance === 0),
}

export const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('count', 'time'), label, times: fc.integer({ min: 1, max: 700 }) }),
  fc.record({ do: fixed('error'), message: fc.constantFrom('boom', 'bang', '坏了'.repeat(500)) }),
  fc.record({ do: fixed('wait'), ms: fc.integer({ min: 1, max: 200_000 }) }),
  fc.record({ do: fixed('cloud'), answer }),
  fc.record(kill),
  fc.record({ do: fc.constantFrom('hide', 'flush', 'fullDisk', 'freeDisk') }),
) as fc.Arbitrary<Step>

/** What came of a life. */
export interface Account {
  /** events, durations and descriptions of errors that the SDK was told */
  handed: number
  /** of these, so many that no disk could know of when the app was killed: they came after the last write to it */
  unkept: number
  /** the disk could not be told that they were refused or evicted: that is found out, and told, again */
  retold: number
}

/** What the cloud has accepted: counted, or told as dropped. */
export function accountedFor(phone: FakePhone): number {
  let sum = 0
  for (const batch of phone.counted.values()) sum += thingsIn(batch)
  return sum
}

/** Lets time go by, and a real cloud answer in it. */
async function advance(phone: FakePhone, ms: number): Promise<void> {
  const end = phone.host.now() + ms
  for (;;) {
    await Promise.all(phone.underWay)
    const due = phone.nextDue()
    if (due === undefined || due > end) break
    phone.advance(Math.max(0, due - phone.host.now()))
  }
  phone.advance(end - phone.host.now())
}

/** Runs the steps, then lets the cloud answer until nothing waits. */
export async function live(phone: FakePhone, steps: readonly Step[]): Promise<Account> {
  const account: Account = { handed: 0, unkept: 0, retold: 0 }
  let described = new Set<string>()
  /** what was handed, and evicted, after the latest save */
  let unkept = 0
  let evictedBefore = 0
  const evicted = (): number => monitor.diagnose().dropped.queue_full ?? 0
  phone.saved = () => {
    unkept = 0
    evictedBefore = evicted()
  }
  const hand = (things: number) => {
    account.handed += things
    unkept += things
  }
  const start = (): Monitor => {
    described = new Set()
    unkept = 0
    hand(1) // its launch
    return startMonitor({ store: 'wensan' }, phone.host)
  }
  let monitor = start()
  const repeat = (times: number, one: (i: number) => void) => {
    for (let i = 0; i < times; i++) one(i)
  }
  const take = async (step: Step): Promise<void> => {
    switch (step.do) {
      case 'count':
        return repeat(step.times, () => {
          hand(1)
          monitor.record('custom', step.label, 'ok')
        })
      case 'time': // an event and its duration
        return repeat(step.times, (i) => {
          hand(2)
          monitor.record('custom', step.label, 'ok', i)
        })
      case 'error': // an event, and its description the first time
        hand(described.has(step.message) ? 1 : 2)
        described.add(step.message)
        return monitor.report('error', step.message, '')
      case 'wait':
        return advance(phone, step.ms)
      case 'cloud':
        phone.answer = step.answer
        return
      case 'hide':
        return phone.fire('onAppHide')
      case 'flush':
        return monitor.flush()
      case 'fullDisk':
      case 'freeDisk':
        phone.storageFails = step.do === 'fullDisk'
        return
      case 'kill': {
        await advance(phone, step.afterMs)
        account.unkept += unkept
        account.retold += phone.refused + evicted() - evictedBefore
        evictedBefore = 0
        if (step.spoilsDisk && phone.disk.get('kandian')) phone.disk.set('kandian', '{')
        phone.kill()
        monitor = start()
      }
    }
  }
  for (const step of steps) await take(step)
  phone.answer = 'accept'
  phone.storageFails = false
  for (let turn = 0; turn < 40; turn++) {
    await advance(phone, 400_000)
    monitor.flush()
  }
  await advance(phone, 40_000)
  expect(monitor.diagnose().waiting.batches).toBe(0)
  return account
}

/** Nothing twice; and what is neither counted nor dropped with a reason was on no disk when the app was killed. */
export function expectAccounted(accounted: number, { handed, unkept, retold }: Account): void {
  expect(accounted).toBeLessThanOrEqual(handed + retold)
  expect(accounted).toBeGreaterThanOrEqual(handed - unkept)
}
