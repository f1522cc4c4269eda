import fc from 'fast-check'
import { RunMemory } from '../../../core/schedule/runMemory'
import { runMinute } from '../../../core/schedule/runMinute'
import { MINUTE_MS } from '../../../core/time/units'
import { alertedShop } from '../../fakes/alertedShop'
import { measured, NOON, storedBatch } from '../../fakes/batches'
import type { FakePorts } from '../../fakes/ports'

const at = (minute: number): number => NOON + minute * MINUTE_MS + 17_000

const PAY = 3
const OK = 0
const BUSINESS = 4
const LAST = 60

/** Four customers a minute pay; their payments fail from minute 20 to 30; nobody comes from 35 on. */
async function arrive(ports: FakePorts, minute: number): Promise<void> {
  if (minute >= 35) return
  const outcome = minute >= 20 && minute < 30 ? BUSINESS : OK
  for (let customer = 0; customer < 4; customer++) {
    ports.clock.now = NOON + minute * MINUTE_MS + 20_000 + customer
    const user = `u${minute}-${customer}`
    const { receivedAt: _, ...batch } = storedBatch(
      'b',
      user,
      ports.clock.now,
      measured(PAY, 'wechat', outcome, 1, 800),
    )
    await ports.batches.insert(batch)
  }
}

const shop = (): FakePorts => {
  const ports = alertedShop()
  ports.clock.now = NOON
  return ports
}

/** What everybody must end in. */
const ended = ({ store }: FakePorts) => ({
  minutes: [...store.minutes.values()].sort((a, b) => a.minute - b.minute),
  incidents: [...store.incidents.values()].map(({ _id, severity, title, sentence, openedAt, resolvedAt, status }) => {
    return { _id, severity, title, sentence, openedAt, resolvedAt, status }
  }),
  told: store.messages.map(({ openid }) => openid),
})

type Instances = (minute: number) => RunMemory

async function day(ports: FakePorts, instances: Instances, dies: (minute: number) => number | null = () => null) {
  let calls = 0
  let killAt: number | null = null
  ports.before.run = () => {
    if (killAt !== null && calls++ >= killAt) throw new Error('killed')
  }
  for (let minute = 1; minute <= LAST; minute++) {
    killAt = null
    await arrive(ports, minute - 1)
    ports.clock.now = at(minute)
    ;[calls, killAt] = [0, dies(minute)]
    const memory = instances(minute)
    await runMinute(ports, memory, at(minute)).catch(() => undefined)
    if (killAt !== null) memory.forget()
  }
  killAt = null
  return ended(ports)
}

const alwaysCold: Instances = () => new RunMemory()

describe('what an instance remembers changes nothing', () => {
  it('one that remembers, one that never does and two in turn end in the same minutes, incidents and messages', async () => {
    const cold = await day(shop(), alwaysCold)
    expect(cold.incidents).toMatchObject([{ status: 'resolved', title: '顾客付不了款' }])
    expect(cold.told[0]).toBe('openid-兰姨')
    const one = new RunMemory()
    expect(await day(shop(), () => one)).toEqual(cold)
    const two = [new RunMemory(), new RunMemory()]
    expect(await day(shop(), (minute) => two[minute % 2]!)).toEqual(cold)
  })

  it('nor do runs that die at any call and lose their memory with it', async () => {
    const cold = await day(shop(), alwaysCold)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ minute: fc.integer({ min: 1, max: LAST - 12 }), call: fc.nat(9) }), { maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: LAST }), { maxLength: 6 }),
        async (deaths, otherInstance) => {
          const instances = [new RunMemory(), new RunMemory()]
          const found = await day(
            shop(),
            (minute) => instances[otherInstance.includes(minute) ? 1 : 0]!,
            (minute) => deaths.find((one) => one.minute === minute)?.call ?? null,
          )
          expect(found.minutes).toEqual(cold.minutes)
          expect(found.incidents).toEqual(cold.incidents)
          expect(new Set(found.told).size).toBe(found.told.length)
        },
      ),
      { numRuns: 40 },
    )
  })
})

/** Calls of the database in each minute of [from, to). */
async function callsOf(ports: FakePorts, memory: RunMemory, from: number, to: number): Promise<string[][]> {
  const minutes: string[][] = []
  for (let minute = from; minute < to; minute++) {
    const calls: string[] = []
    ports.before.run = (name) => void calls.push(name)
    await runMinute(ports, memory, at(minute))
    // the rules travel with the function
    minutes.push(calls.filter((name) => name !== 'rules.read'))
  }
  ports.before.run = () => undefined
  return minutes
}

const sum = (minutes: string[][]): number => minutes.reduce((calls, minute) => calls + minute.length, 0)

describe('what a minute costs', () => {
  it('an empty open shop: three minutes of four nothing or one look, all of an hour under fifty calls', async () => {
    const ports = shop()
    const memory = new RunMemory()
    await callsOf(ports, memory, 1, 60)
    const hour = await callsOf(ports, memory, 60, 120)
    expect(hour.filter((calls) => calls.length === 0).length).toBeGreaterThanOrEqual(28)
    expect(hour.filter((calls) => calls.length <= 1).length).toBeGreaterThanOrEqual(52)
    expect(sum(hour)).toBeLessThanOrEqual(50)
  })

  it('a closed one looks five times an hour', async () => {
    const ports = shop()
    const memory = new RunMemory()
    const night = 11 * 60
    await callsOf(ports, memory, night, night + 30)
    const hour = await callsOf(ports, memory, night + 30, night + 90)
    expect(hour.filter((calls) => calls.includes('batches.firstReceivedFrom'))).toHaveLength(5)
    expect(sum(hour)).toBeLessThanOrEqual(20)
  })

  it('a busy minute: batches, the fold, orders, one heartbeat', async () => {
    const ports = shop()
    const memory = new RunMemory()
    for (let minute = 1; minute <= 4; minute++) {
      await arrive(ports, minute - 1)
      await runMinute(ports, memory, at(minute))
    }
    await arrive(ports, 4)
    expect(await callsOf(ports, memory, 5, 6)).toEqual([
      ['batches.readMinute', 'minutes.put', 'orders.readChanged', 'heartbeats.beatAll'],
    ])
  })

  it('a cold instance learns that all is quiet with three calls', async () => {
    const ports = shop()
    const memory = new RunMemory()
    await callsOf(ports, memory, 1, 120)
    const last = ports.store.heartbeats.get('run:aggregate')!.at
    const next = (last - 17_000 - NOON) / MINUTE_MS + 2
    expect(await callsOf(ports, new RunMemory(), next, next + 1)).toEqual([
      ['directory.stores', 'heartbeats.read', 'batches.firstReceivedFrom'],
    ])
  })
})

describe('who comes back', () => {
  it('is seen within two minutes after a long silence, and then every minute', async () => {
    const ports = shop()
    const memory = new RunMemory()
    await callsOf(ports, memory, 1, 200)
    for (let minute = 200; minute < 203; minute++) {
      await arrive(ports, minute - 200)
      ports.clock.now = NOON + minute * MINUTE_MS
      const { receivedAt: _, ...batch } = storedBatch(`c${minute}`, 'u', ports.clock.now)
      await ports.batches.insert(batch)
      await runMinute(ports, memory, at(minute + 1))
    }
    const folded = ports.store.heartbeats.get('fold:0')?.through
    expect(folded).toBe(NOON + 203 * MINUTE_MS)
    const [calls] = await callsOf(ports, memory, 204, 205)
    expect(calls).toContain('batches.readMinute')
  })

  it('opening time is not slept through', async () => {
    const ports = shop()
    const memory = new RunMemory()
    const opening = 22 * 60
    await callsOf(ports, memory, opening - 60, opening)
    const first = await callsOf(ports, memory, opening, opening + 2)
    expect(first.some((calls) => calls.includes('batches.firstReceivedFrom'))).toBe(true)
  })

  it('a beat promises when the next one comes at the latest', async () => {
    const ports = shop()
    const memory = new RunMemory()
    let promised = 0
    for (let minute = 1; minute < 300; minute++) {
      await runMinute(ports, memory, at(minute))
      const beat = ports.store.heartbeats.get('run:aggregate')!
      if (promised !== 0) expect(at(minute)).toBeLessThanOrEqual(Math.max(promised, beat.through) + MINUTE_MS)
      promised = beat.through
    }
  })
})
