import { CRUMB_KINDS } from '../../../contract/crumbKinds'
import { DROP_REASONS } from '../../../contract/dropReasons'
import { LIMITS } from '../../../contract/limits'
import { ORDER_SIGHTS } from '../../../contract/orderSights'
import { OUTCOMES } from '../../../contract/outcomes'
import { parseBatch } from '../../../core/ingest/parseBatch'
import { emptyBatch, NOON } from '../../fakes/batches'

const report = { kind: 'error', label: 0, message: '', stack: '', page: '', at: 0 }
const crumb = { at: 0, kind: 'page', text: '' }

/** A batch of one thing. */
const batchOf = (said: object) => ({ ...emptyBatch(NOON), ...said })
const counted = (changes: Record<number, unknown>) => batchOf({ counts: [Object.assign([1, 0, 0, 0, 1], changes)] })
const timed = (changes: Record<number, unknown>) => batchOf({ points: [Object.assign([1, 0, 0, 0, 90], changes)] })
const failed = (changes: object) => batchOf({ errors: [{ ...report, ...changes }] })
const seen = (sight: unknown[]) => batchOf({ orders: [sight] })
const app = (changes: object) => batchOf({ app: { release: '1.0.0', env: 'release', sdk: '0.1.0', ...changes } })
const many = <T>(length: number, one: T): T[] => Array.from({ length }, () => one)
const long = (length: number) => 'x'.repeat(length)

/** What it is, its field, a batch of it, the bounds within which it is taken, and what lies beyond. */
type Bound = [what: string, field: string, batch: (value: never) => unknown, taken: unknown[], refused: unknown[]]

const events: Bound[] = [
  ['the minute of a counter', 'counts.0.3', (minute) => counted({ 3: minute }), [0, 2880], [-1, 2881, 0.5]],
  ['how many a counter says', 'counts.0.4', (n) => counted({ 4: n }), [1, 1_000_000], [0, 1_000_001, 1.5, -3]],
  ['how a call ended', 'counts.0.2', (outcome) => counted({ 2: outcome }), [0, OUTCOMES.length - 1], [OUTCOMES.length]],
  ['a metric', 'counts.0.0', (metric) => counted({ 0: metric }), [0, 9_999], [-1, 0.5, '1']],
  ['the label of a counter', 'counts.0.1', (label) => counted({ 1: label }), [0, 300], [-1, 0.5, null]],
  ['a duration', 'points.0.4', (ms) => timed({ 4: ms }), [0, 0.5, 1e9], [-1, -0.001, 1e9 + 1, Number.NaN, null]],
  ['the time of a duration', 'points.0.3', (ms) => timed({ 3: ms }), [0, 86_400_000], [-1, 0.5]],
  ['the time of an error', 'errors.0.at', (at) => failed({ at }), [0, 86_400_000], [-1, 0.5]],
  ['the kind of an error', 'errors.0.kind', (kind) => failed({ kind }), ['rejection', 'lazyLoad'], ['warning']],
  ['the weight of a point', 'weight', (weight) => batchOf({ weight }), [1, 1e9, null], [0.99, 0, -1, '1']],
]

const lists: Bound[] = [
  ...[
    ['labels', 'dict', LIMITS.dictionary, 'GET /menu'],
    ['counters', 'counts', LIMITS.batchCounts, [1, 0, 0, 0, 1]],
    ['points', 'points', LIMITS.batchPoints, [1, 0, 0, 0, 9]],
    ['errors', 'errors', LIMITS.batchErrors, report],
    ['what was seen of orders', 'orders', LIMITS.batchOrders, [0, 0, 0]],
    ['reasons of drops', 'dropped', DROP_REASONS.length, [0, 1]],
  ].map(
    ([what, field, most, one]): Bound => [
      ...([`the number of ${what}`, field] as [string, string]),
      (length) => batchOf({ [field as string]: many(length, one) }),
      ...([[0, most], [Number(most) + 1]] as [number[], number[]]),
    ],
  ),
  ['crumbs', 'errors.0.crumbs', (n) => failed({ crumbs: many(n, crumb) }), [LIMITS.breadcrumbs], [21]],
  ['steps before an error', 'errors.0.trail', (n) => failed({ trail: many(n, [0, 0, 0]) }), [LIMITS.breadcrumbs], [21]],
]

const texts: Bound[] = [
  ['a label', 'dict.0', (n) => batchOf({ dict: [long(n)] }), [1, LIMITS.labelLength], [0, LIMITS.labelLength + 1]],
  ['a message', 'errors.0.message', (n) => failed({ message: long(n) }), [0, LIMITS.messageLength], [301]],
  ['a stack', 'errors.0.stack', (n) => failed({ stack: long(n) }), [0, LIMITS.stackLength], [2_001]],
  ['the page of an error', 'errors.0.page', (n) => failed({ page: long(n) }), [0, LIMITS.labelLength], [129]],
  ['a crumb', 'errors.0.crumbs.0.text', (n) => failed({ crumbs: [{ ...crumb, text: long(n) }] }), [128], [129]],
  ['an area', 'area', (n) => batchOf({ area: long(n) }), [0, LIMITS.areaLength], [33]],
  ['a version of the SDK', 'app.sdk', (n) => app({ sdk: long(n) }), [0, 64], [65]],
  ['a session', 'session', (n) => batchOf({ session: long(n) }), [8, 32], [7, 33]],
]

const indices: Bound[] = [
  ['the number of a batch', 'seq', (seq) => batchOf({ seq }), [0, 100_000], [-1, 100_001, 0.5]],
  ['a phone’s clock', 'base', (base) => batchOf({ base }), [15e11, 9_999_999_999_999], [15e11 - 1, 1e13, 15e11 + 0.5]],
  ['when it was sent', 'sentAt', (sentAt) => batchOf({ sentAt }), [15e11, 9_999_999_999_999], [15e11 - 1, 1e13, null]],
  ['what was seen of an order', 'orders.0.1', (sight) => seen([0, sight, 0]), [ORDER_SIGHTS.length - 1], [7, -1]],
  ['when an order was seen', 'orders.0.2', (at) => seen([0, 0, at]), [0, 86_400_000], [-1, 0.5]],
  ['what a step is', 'orders.0.3.1', (kind) => seen([0, 0, 0, [0, kind, 0]]), [CRUMB_KINDS.length - 1], [6, -1]],
  ['how a step ended', 'orders.0.3.3', (o) => seen([0, 0, 0, [0, 0, 0, o]]), [OUTCOMES.length - 1], [OUTCOMES.length]],
  ['why it was dropped', 'dropped.0.0', (why) => batchOf({ dropped: [[why, 1]] }), [DROP_REASONS.length - 1], [17]],
  ['how many were dropped', 'dropped.0.1', (n) => batchOf({ dropped: [[0, n]] }), [1, 1e9], [0, -1, 0.5]],
  ['the form', 'v', (v) => batchOf({ v }), [1], [2, '1', undefined]],
]

describe.each([
  ['what happened', events],
  ['how much', lists],
  ['how long', texts],
  ['which and when', indices],
])('%s', (_, bounds) => {
  it.each(bounds)('%s is taken up to its bound; one more is refused by the name of %s', (_, field, make, ...values) => {
    const [taken, refused] = values.map((list) => list.map((value) => parseBatch({ batch: make(value as never) })))
    expect(taken?.map((answer) => answer.ok || answer.error)).toEqual(taken?.map(() => true))
    for (const answer of refused ?? [])
      expect(answer).toMatchObject({
        ok: false,
        error: {
          ...{ code: 'bad_request', field: `batch.${field}` },
          message: expect.stringMatching(new RegExp(`^batch\\.${field}: .+; see contract/schemas/batch.ts$`)),
        },
      })
    expect(refused?.length).toBeGreaterThan(0)
  })
})

describe('a batch', () => {
  /** Of so many bytes of JSON. */
  const batchOfBytes = (bytes: number) => {
    const errors = many(28, { ...report, stack: long(LIMITS.stackLength) })
    const rest = bytes - Buffer.byteLength(JSON.stringify(batchOf({ errors: [...errors, report] })))
    return batchOf({ errors: [...errors, { ...report, stack: long(rest) }] })
  }

  it('of exactly the limit in bytes is taken, one byte more is too large, and the limit is told', () => {
    const [fits, not] = [batchOfBytes(LIMITS.batchBytes), batchOfBytes(LIMITS.batchBytes + 1)]
    expect(Buffer.byteLength(JSON.stringify(fits))).toBe(LIMITS.batchBytes)
    expect(parseBatch({ batch: fits }).ok).toBe(true)
    expect(parseBatch({ batch: not })).toEqual({
      ok: false,
      error: { code: 'too_large', field: 'batch', message: 'a batch may have 60000 bytes of JSON: send less at once' },
    })
  })

  it.each([
    [
      'with a field that is not documented',
      { batch: batchOf({ openid: 'o1' }) },
      /openid.*contract\/schemas\/batch.ts/,
    ],
    ['that is a text', { batch: '{}' }, /contract\/schemas\/batch.ts/],
    ['that is nothing', { batch: null }, /contract\/schemas\/batch.ts/],
    ['that is missing', { events: [] }, /call the SDK/],
    ['that is missing from nothing', undefined, /call the SDK/],
  ])('%s is refused, with the remedy', (_, event, remedy) => {
    expect(parseBatch(event)).toEqual({
      ok: false,
      error: { code: 'bad_request', field: 'batch', message: expect.stringMatching(remedy) },
    })
  })
})
