import fc from 'fast-check'
import type { BatchV1 } from '../../contract/batch'
import type { BatchDocument } from '../../core/documents/batch'
import { MINUTE_MS } from '../../core/time/units'
import { NOON, storedBatch } from './batches'

const LABELS = ['GET /menu', 'POST /order', '菜单', 'a', 'b']

/** Batches of some phones, received within `minutes` minutes from NOON on; ids are unique by their place. */
export const arbitraryBatches = (minutes: number, maxLength = 25): fc.Arbitrary<BatchDocument<BatchV1>[]> =>
  fc
    .array(arbitraryBatch(minutes), { maxLength })
    .map((batches) =>
      batches.map((batch, index) => ({ ...batch, _id: `${batch.user}:session${String(index).padStart(4, '0')}-0` })),
    )

const arbitraryBatch = (minutes: number): fc.Arbitrary<BatchDocument<BatchV1>> =>
  fc
    .record({
      receivedAt: fc.integer({ min: NOON, max: NOON + minutes * MINUTE_MS - 1 }),
      user: fc.constantFrom('user1', 'user2', 'user3', 'user4'),
      store: fc.constantFrom('s1', 's2'),
      agoMinutes: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 1440 })),
      skewMs: fc.integer({ min: -3 * 3_600_000, max: 3 * 3_600_000 }),
      counts: fc.array(
        fc.tuple(
          fc.integer({ min: 1, max: 10 }),
          fc.nat(LABELS.length - 1),
          fc.integer({ min: 0, max: 8 }),
          fc.integer({ min: 0, max: 2 }),
          fc.integer({ min: 1, max: 50 }),
        ),
        { maxLength: 6 },
      ),
      points: fc.array(
        fc.tuple(
          fc.constantFrom(1, 2, 3, 7, 8),
          fc.nat(LABELS.length - 1),
          fc.integer({ min: 0, max: 8 }),
          fc.integer({ min: 0, max: 120_000 }),
          fc.double({ min: 0, max: 60_000, noNaN: true }),
        ),
        { maxLength: 6 },
      ),
      weight: fc.constantFrom(1, 2, 3.4, 10),
      network: fc.constantFrom('wifi', '4g', '5g'),
      release: fc.constantFrom('1.0', '1.1', ''),
      place: fc.option(fc.constant({ region: '广东', carrier: '移动' }), { nil: undefined }),
      dropped: fc.array(fc.tuple(fc.nat(14), fc.integer({ min: 1, max: 5 })), { maxLength: 3 }),
    })
    .map(({ receivedAt, user, store, agoMinutes, skewMs, dropped, network, release, place, ...rest }) => ({
      ...storedBatch('', user, receivedAt, {
        ...rest,
        store,
        dict: LABELS,
        base: receivedAt - agoMinutes * MINUTE_MS + skewMs,
        sentAt: receivedAt + skewMs,
        device: { platform: 'ios', class: 'high', network: network as 'wifi', scene: 1001 },
        app: { release, env: 'release', sdk: '0.1.0' },
      }),
      ...(place === undefined ? {} : { place }),
      dropped,
    }))
