import * as z from 'zod'
import { CRUMB_KINDS } from '../crumbKinds'
import { DROP_REASONS } from '../dropReasons'
import { LIMITS } from '../limits'
import { ORDER_SIGHTS } from '../orderSights'
import { OUTCOMES } from '../outcomes'
import { printable } from '../printable'
import { storeId } from './storeId'

/**
 * Batch v1: what one phone sends at once. Parser and types both come from here.
 * Labels travel once, in `dict`; counters and points are tuples that point into it.
 * Cloud only: the phone imports the types and never zod.
 */
const index = z.number().int().min(0)
const outcome = index.max(OUTCOMES.length - 1)
const text = (most: number) => z.string().max(most).transform(printable)
const label = z.string().min(1).max(LIMITS.labelLength).transform(printable)
const shortText = text(64)

const heaviest = 1_000

/** WeChat's modelLevel in words; older SDKs send the word. */
const classOf = (level: unknown): unknown => ['unknown', 'high', 'mid', 'low'][Number(level)] ?? level

/** [metric id, label index, outcome, event minute relative to floor(base / 60000), how many] */
const count = z.tuple([
  index,
  index,
  outcome,
  z.number().int().min(0).max(2880),
  z.number().int().min(1).max(1_000_000),
])

/** [metric id, label index, outcome, ms after base, value in the metric's unit] */
const point = z.tuple([index, index, outcome, z.number().int().min(0), z.number().min(0).max(1e9)])

const breadcrumb = z.object({
  /** ms after base, may be negative */
  at: z.number().int(),
  kind: z.enum(CRUMB_KINDS),
  text: z.string().max(LIMITS.labelLength),
})

/** A crumb in few bytes: [ms before the error, index into CRUMB_KINDS, label index, outcome or nothing] */
const trailStep = z.tuple([z.number().int(), index.max(CRUMB_KINDS.length - 1), index]).rest(outcome)

const errorReport = z.object({
  kind: z.enum(['error', 'rejection', 'pageNotFound', 'lazyLoad']),
  /** Index of the fingerprint in dict. Its counter travels in `counts` under the metric `error`. */
  label: index,
  message: text(LIMITS.messageLength),
  stack: text(LIMITS.stackLength),
  page: text(LIMITS.labelLength),
  /** ms after base */
  at: z.number().int().min(0),
  crumbs: z.array(breadcrumb).max(LIMITS.breadcrumbs).default([]),
  /** The crumbs in the form of the wire; contract/crumbs.ts turns them into `crumbs`. */
  trail: z.array(trailStep).max(LIMITS.breadcrumbs).optional(),
})

/** What the phone saw of an order: [label index of its reference, index into ORDER_SIGHTS, ms after base] */
const orderSight = z.tuple([index, index.max(ORDER_SIGHTS.length - 1), z.number().int().min(0)]).rest(trailStep)

export const batchSchema = z.strictObject({
  v: z.literal(1),
  /** Random id of the session, made by the SDK; with seq it names the batch for ever. */
  session: z.string().regex(/^[A-Za-z0-9]{8,32}$/),
  seq: index.max(100_000),
  /** Phone clock, epoch ms: where minutes and points count from. */
  base: z.number().int().min(1_500_000_000_000).max(9_999_999_999_999),
  /** Phone clock at sending, epoch ms. */
  sentAt: z.number().int().min(1_500_000_000_000).max(9_999_999_999_999),
  /** An id that no shop could have is one that is not there: phones keep what they have until that is mended. */
  store: storeId.catch('unknown'),
  app: z.object({
    release: z.string().transform((text) => printable(text.slice(0, 64))),
    /** WeChat says nothing on old base libraries. */
    env: z.enum(['release', 'trial', 'develop']).catch('develop').default('release'),
    sdk: shortText,
  }),
  /**
   * As WeChat says it, or nothing: a phone puts no bytes into judging it. A word that is not known yet (a new kind of
   * phone) must not cost the batch.
   */
  device: z.object({
    platform: z.enum(['ios', 'android', 'ohos', 'windows', 'mac', 'devtools', 'other']).catch('other'),
    class: z.preprocess(classOf, z.enum(['low', 'mid', 'high', 'unknown']).catch('unknown')),
    network: z.enum(['wifi', '5g', '4g', '3g', '2g', 'none', 'unknown']).catch('unknown'),
    scene: index.max(100_000).catch(0),
  }),
  /** The shop's own name of the delivery area, where it told one: few different ones, no address. */
  area: text(LIMITS.areaLength).optional(),
  dict: z.array(label).max(LIMITS.dictionary),
  counts: z.array(count).max(LIMITS.batchCounts),
  points: z.array(point).max(LIMITS.batchPoints),
  /** How many events one point stands for: 1 / sample, bounded. Of no detail at all null, as JSON has infinity. */
  weight: z
    .number()
    .min(1)
    .nullable()
    .transform((weight) => Math.min(weight ?? heaviest, heaviest)),
  errors: z.array(errorReport).max(LIMITS.batchErrors),
  /** Of orders by their reference (contract/orderRef.ts), each with the crumbs since the one before. */
  orders: z.array(orderSight).max(LIMITS.batchOrders).optional(),
  /** What the phone had to drop since its last accepted batch: [reason, how many] */
  dropped: z.array(z.tuple([index.max(DROP_REASONS.length - 1), z.number().int().min(1)])).max(DROP_REASONS.length),
})

export type BatchV1 = z.infer<typeof batchSchema>
export type CountTuple = z.infer<typeof count>
export type PointTuple = z.infer<typeof point>
export type ErrorReport = z.infer<typeof errorReport>
export type SightTuple = z.infer<typeof orderSight>
export type TrailStep = z.infer<typeof trailStep>
export type Breadcrumb = z.infer<typeof breadcrumb>

/** What the phone passes to `collect`. */
export const collectEventSchema = z.object({ batch: z.unknown() })
