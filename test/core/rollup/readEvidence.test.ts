import type { BatchDocument } from '../../../core/documents/batch'
import { foldMinute } from '../../../core/rollup/foldMinute'
import { foldTick } from '../../../core/rollup/foldTick'
import { evidenceOf, readEvidence } from '../../../core/rollup/readEvidence'
import { DAY_MS, hourOf, MINUTE_MS, minuteOf } from '../../../core/time/units'
import { fakeStore } from '../../fakes/alertedShop'
import { measured, NOON, storedBatch } from '../../fakes/batches'
import { type FakePorts, fakePorts } from '../../fakes/ports'

const MINUTE = minuteOf(NOON)

const shop = (): FakePorts => {
  const ports = fakePorts(NOON)
  ports.store.stores.set('s1', fakeStore)
  return ports
}

const receive = (ports: FakePorts, batch: BatchDocument) => {
  ports.clock.now = batch.receivedAt.getTime()
  const { receivedAt: _, ...rest } = batch
  return ports.batches.insert(rest)
}

/** Measured `minute` minutes after noon, received `after` minutes later. */
const seen = (
  id: string,
  minute: number,
  after: number,
  user: string,
  outcome: number,
  events = 1,
  durationMs?: number,
) =>
  storedBatch(id, user, NOON + (minute + after) * MINUTE_MS + 500, {
    ...measured(3, 'wechat', outcome, events, durationMs),
    base: NOON + minute * MINUTE_MS,
  })

const evidenceAt = (ports: FakePorts, minute: number) => readEvidence(ports, fakeStore, MINUTE + minute)
const window = (from: number, to: number) => ({ from: MINUTE + from, to: MINUTE + to })

describe('evidence of a judged minute', () => {
  it('merges counts, users and durations over minutes by event time', async () => {
    const ports = shop()
    await receive(ports, seen('a', 0, 0, 'user1', 0, 2, 100))
    await receive(ports, seen('b', 1, 1, 'user2', 4, 3, 900))
    await receive(ports, seen('c', 2, 0, 'user3', 0, 1))
    await foldTick(ports, NOON + 4 * MINUTE_MS)
    const evidence = await evidenceAt(ports, 2)
    const merged = evidence.merged('pay', window(0, 2))!
    expect(merged).toMatchObject({ ok: 2, failed: 3, total: 5 })
    expect([merged.sketch!.count, merged.sketch!.max]).toEqual([2, 900])
    expect([...merged.failedUsers, ...merged.users].sort()).toEqual(['user1', 'user2', 'user2'])
    expect(evidence.merged('pay', window(1, 2))).toMatchObject({ ok: 0, failed: 3 })
    expect(evidence.merged('pay', window(0, 3), 'alipay')).toMatchObject({ total: 0 })
    expect(evidence.labels('pay', window(0, 3))).toEqual(['wechat'])
    expect([evidence.foldedThrough, evidence.settledThrough]).toEqual([MINUTE + 3, MINUTE + 2])
  })

  it('is the same for a late judgement: what came after the cutoff is not seen', async () => {
    const ports = shop()
    await receive(ports, seen('a', 0, 0, 'user1', 0, 2))
    await foldTick(ports, NOON + MINUTE_MS + 17_000)
    const onTime = (await evidenceAt(ports, 0)).merged('pay', window(0, 1))
    await receive(ports, seen('b', 0, 1, 'user2', 4, 3))
    await foldTick(ports, NOON + 20 * MINUTE_MS)
    expect((await evidenceAt(ports, 0)).merged('pay', window(0, 1))).toEqual(onTime)
    expect((await evidenceAt(ports, 1)).merged('pay', window(0, 1))).toMatchObject({ total: 5 })
  })

  it('leaves out minutes beyond the cutoff even when it is given them', () => {
    const documents = [0, 1].flatMap((minute) =>
      foldMinute('0', MINUTE + minute, [seen(`a${minute}`, minute, 0, 'user1', 0, 2)]),
    )
    const evidence = evidenceOf({ store: fakeStore, cutoff: MINUTE + 1, documents, hours: [], ordersThrough: null })
    expect(evidence.merged('pay', window(0, 2))).toMatchObject({ total: 2 })
  })

  it('nothing received is no data; nothing of this metric is zero', async () => {
    const ports = shop()
    await receive(ports, seen('a', 0, 0, 'user1', 0, 2))
    await foldTick(ports, NOON + 10 * MINUTE_MS)
    const evidence = await evidenceAt(ports, 8)
    expect(evidence.merged('pay', window(4, 9))).toBeNull()
    expect(evidence.merged('request', window(0, 9))).toMatchObject({ total: 0, sketch: null })
  })

  it('does not see other stores', async () => {
    const ports = shop()
    await receive(ports, {
      ...seen('a', 0, 0, 'user1', 4, 2),
      batch: { ...seen('a', 0, 0, 'user1', 4, 2).batch, store: 's2' },
    })
    await foldTick(ports, NOON + 2 * MINUTE_MS)
    expect((await evidenceAt(ports, 0)).merged('pay', window(0, 1))).toBeNull()
  })
})

describe('orders as evidence', () => {
  const fact = (createdAt: number) => ({
    createdAt,
    paidAt: createdAt + 30_000,
    acceptedAt: null,
    doneAt: null,
    cancelledAt: null,
    refundedAt: null,
    amountFen: 1000,
    updatedAt: createdAt + 30_000,
  })
  const put = (ports: FakePorts, id: string, at: number) =>
    ports.orders.putHour('s1', hourOf(at), { facts: { [id]: fact(at) } })

  it('are known only as far as they were read', async () => {
    const ports = shop()
    await put(ports, 'a', NOON + 5000)
    await ports.heartbeats.beat('orders:s1', NOON, NOON + 2 * MINUTE_MS)
    const evidence = await evidenceAt(ports, 5)
    expect(evidence.orders(window(0, 2))).toEqual({ created: 1, paid: 1, paidFen: 1000 })
    expect(evidence.orders(window(0, 3))).toBeNull()
    expect(evidence.orders(window(-60 * 24, 1))).toBeNull()
    expect((await readEvidence(shop(), fakeStore, MINUTE)).orders(window(0, 1))).toBeNull()
  })

  it('have a history of the same clock time in the weeks that are known, quiet ones too', async () => {
    const ports = shop()
    await put(ports, 'a', NOON - 7 * DAY_MS + 1000)
    await put(ports, 'b', NOON - 7 * DAY_MS + 2000)
    await put(ports, 'c', NOON - 21 * DAY_MS - 50 * MINUTE_MS)
    const evidence = await evidenceAt(ports, 10)
    expect(evidence.orderHistory(window(0, 5)).map(({ created }) => created)).toEqual([2, 0, 0])
    expect((await readEvidence(shop(), fakeStore, MINUTE)).orderHistory(window(0, 5))).toEqual([])
  })
})
