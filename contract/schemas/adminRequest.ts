import * as z from 'zod'
import type { AdminRequest } from '../admin'
import { ROLES } from '../health'
import { CLOSED_DAYS_MOST, LIMITS } from '../limits'
import { SHARDS_MOST } from '../shards'
import { WARM_FUNCTIONS_MOST, WARM_INSTANCES_MOST } from '../warm'
import { orderMappingSchema } from './orderMapping'
import { planSchema } from './plan'
import { probeSchema } from './probe'
import { ruleChangeSchema } from './rule'
import { storeId } from './storeId'

const code = z.string().regex(/^[A-Z0-9-]{4,32}$/)
const personName = z.string().trim().min(1).max(10)

const id = z.string().min(1).max(128)
const text = (most: number) => z.string().trim().min(1).max(most)
const clockMinute = z.number().int().min(0).max(1440)
const span = z.strictObject({ from: clockMinute, to: clockMinute })
const weekday = z.number().int().min(0).max(6)
const epochMs = z.number().int().min(0)
const SHIFT_MOST_MS = 24 * 3_600_000
const shift = z
  .strictObject({ from: epochMs, to: epochMs })
  .refine(({ from, to }) => to > from && to - from <= SHIFT_MOST_MS, { message: 'ends after it begins, within a day' })
const address = z
  .string()
  .max(500)
  .regex(/^https?:\/\//)
const ruleName = z.string().min(1).max(32)
/** An answer of a review is some sentences. */
const REVIEW_LETTERS_MOST = 200
const json = z.record(z.string().max(64), z.json())

const mitigation = z.strictObject({
  id: z.string().regex(/^[\w-]{1,32}$/),
  name: text(12),
  note: z.string().max(40),
  function: z.string().regex(/^[\w-]{1,60}$/),
  event: json,
  undoEvent: json,
  undoAfterMinutes: z.number().int().min(1).max(1440),
  role: z.enum(ROLES),
  stores: z.array(storeId).max(200),
})

const channels = z.strictObject({
  robot: z
    .strictObject({ url: address, mentions: z.array(z.string().regex(/^(@all|\+?\d{5,15})$/)).max(20) })
    .nullable()
    .optional(),
  webhook: z
    .strictObject({ url: address, secrets: z.array(z.string().min(16).max(128)).min(1).max(2) })
    .nullable()
    .optional(),
  ping: z.strictObject({ url: address }).nullable().optional(),
})

const openings = z
  .array(z.tuple([clockMinute, z.number().int().min(1).max(2880)]))
  .max(4)
  .refine((day) => day.every(([from, to], at) => to > from && from >= (day[at - 1]?.[1] ?? 0)), {
    message: 'spans must end after they begin, in order, without overlap',
  })
const localDay = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((day) => !Number.isNaN(Date.parse(day)), { message: 'there is no such day' })

const keyword = z.string().regex(/^[a-z_]{2,20}\d{1,2}$/)
const template = z
  .strictObject({
    id: z.string().trim().min(1).max(64),
    keywords: z.partialRecord(z.enum(['store', 'title', 'severity', 'sentence', 'time']), keyword),
  })
  .nullable()

const openid = z.string().regex(/^[\w-]{6,64}$/)
const personCursor = z.strictObject({ collection: z.string().max(32), afterId: z.string().max(128) }).nullable()

export const adminRequestSchema: z.ZodType<AdminRequest> = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('whoami') }),
  z.strictObject({ action: z.literal('claim'), code, name: personName }),
  z.strictObject({ action: z.literal('invite'), role: z.enum(ROLES) }),
  z.strictObject({ action: z.literal('join'), code, name: personName }),
  z.strictObject({ action: z.literal('incident'), incident: id }),
  z.strictObject({ action: z.literal('acknowledge'), incident: id }),
  z.strictObject({ action: z.literal('assign'), incident: id, staff: id }),
  z.strictObject({ action: z.literal('note'), incident: id, text: text(100) }),
  z.strictObject({ action: z.literal('resolve'), incident: id }),
  z.strictObject({ action: z.literal('reopen'), incident: id }),
  z.strictObject({
    action: z.literal('review'),
    incident: id,
    happened: text(REVIEW_LETTERS_MOST),
    why: text(REVIEW_LETTERS_MOST),
    change: z.string().trim().max(REVIEW_LETTERS_MOST),
  }),
  z.strictObject({ action: z.literal('mitigate'), incident: id, mitigation: z.string().min(1).max(32) }),
  z.strictObject({ action: z.literal('undo'), incident: id, run: id }),
  z.strictObject({
    action: z.literal('silence'),
    store: storeId,
    area: z.string().min(1).max(16).nullable(),
    upTo: z.enum(['warn', 'crit']),
    minutes: z
      .number()
      .int()
      .min(1)
      .max(7 * 1440),
    reason: text(40),
  }),
  z.strictObject({
    action: z.literal('maintain'),
    store: storeId,
    weekdays: z.array(weekday).min(1).max(7),
    span,
    days: z.number().int().min(1).max(366),
    reason: text(40),
  }),
  z.strictObject({ action: z.literal('unsilence'), silence: id }),
  z.strictObject({
    action: z.literal('markError'),
    store: storeId,
    fingerprint: z.string().min(1).max(128),
    status: z.enum(['open', 'solved', 'ignored']),
    fixed: z.strictObject({ release: text(64), next: z.boolean() }).optional(),
  }),
  z.strictObject({ action: z.literal('wallet'), store: storeId }),
  z.strictObject({
    action: z.literal('me'),
    quiet: span.nullable().optional(),
    wakeMe: z.boolean().optional(),
    optedOut: z.boolean().optional(),
    dailyReport: z.boolean().optional(),
  }),
  z.strictObject({ action: z.literal('onCall'), staff: id, order: z.number().int().min(0).max(100) }),
  z.strictObject({ action: z.literal('dismiss'), staff: id }),
  z.strictObject({
    action: z.literal('rota'),
    store: storeId,
    slot: z
      .strictObject({ weekday, from: clockMinute, to: z.number().int().min(1).max(2880), staff: id.nullable() })
      .refine(({ from, to }) => to > from, { message: 'ends after it begins' }),
  }),
  z.strictObject({ action: z.literal('swap'), store: storeId, give: shift, to: id, take: shift.nullable() }),
  z.strictObject({
    action: z.literal('unswap'),
    store: storeId,
    override: z.strictObject({ from: epochMs, to: epochMs, staff: id }),
  }),
  z.strictObject({ action: z.literal('channels'), channels }),
  z.strictObject({ action: z.literal('mitigation'), mitigation }),
  z.strictObject({ action: z.literal('firstMitigation'), id }),
  z.strictObject({ action: z.literal('dropMitigation'), id }),
  z.strictObject({ action: z.literal('exportTokens') }),
  z.strictObject({ action: z.literal('exportToken'), name: text(20) }),
  z.strictObject({ action: z.literal('dropExportToken'), id }),
  z.strictObject({ action: z.literal('exportPerson'), openid, cursor: personCursor }),
  z.strictObject({
    action: z.literal('erasePerson'),
    openid,
    cursor: personCursor,
    standIn: z
      .string()
      .regex(/^[\w-]{16}$/)
      .nullable(),
  }),
  z.strictObject({ action: z.literal('probe'), probe: probeSchema }),
  z.strictObject({ action: z.literal('dropProbe'), id }),
  z.strictObject({ action: z.literal('drills'), on: z.boolean() }),
  z.strictObject({
    action: z.literal('warming'),
    warming: z
      .strictObject({
        store: storeId,
        functions: z
          .array(
            z.strictObject({
              name: z.string().regex(/^[\w-]{1,64}$/),
              instances: z.number().int().min(1).max(WARM_INSTANCES_MOST),
            }),
          )
          .max(WARM_FUNCTIONS_MOST),
      })
      .nullable(),
  }),
  z.strictObject({ action: z.literal('shards'), shards: z.number().int().min(1).max(SHARDS_MOST) }),
  z.strictObject({ action: z.literal('plan'), plan: planSchema.nullable() }),
  z.strictObject({
    action: z.literal('api'),
    label: z.string().min(1).max(LIMITS.labelLength),
    name: text(12).nullable(),
    targetMs: z.number().int().min(50).max(60_000).nullable(),
  }),
  z.strictObject({
    action: z.literal('objective'),
    objective: z
      .strictObject({ availability: z.number().min(0.9).max(0.9999), days: z.number().int().min(7).max(30) })
      .nullable(),
  }),
  z.strictObject({
    action: z.literal('usage'),
    key: z
      .strictObject({
        envId: z.string().regex(/^[\w-]{1,64}$/),
        secretId: z.string().regex(/^\w{16,64}$/),
        secretKey: z.string().regex(/^\w{16,64}$/),
      })
      .nullable(),
  }),
  z.strictObject({ action: z.literal('test'), store: storeId }),
  z.strictObject({ action: z.literal('rules'), store: storeId }),
  z.strictObject({
    action: z.literal('tryRule'),
    store: storeId,
    rule: ruleName,
    change: ruleChangeSchema,
    to: epochMs,
    hours: z.number().int().min(1).max(6),
  }),
  z.strictObject({ action: z.literal('readOrders'), mapping: orderMappingSchema }),
  z.strictObject({ action: z.literal('orderSecrets'), secrets: z.array(z.string().min(16).max(128)).max(2) }),
  z.strictObject({ action: z.literal('changeRule'), store: storeId, rule: ruleName, change: ruleChangeSchema }),
  z.strictObject({ action: z.literal('shop'), store: storeId }),
  z.strictObject({ action: z.literal('rename'), store: storeId, name: text(20), branch: z.string().trim().max(20) }),
  z.strictObject({
    action: z.literal('hours'),
    store: storeId,
    hours: z
      .array(openings)
      .refine((week) => week.length === 7 || week.length === 0, {
        message: 'seven weekdays from Sunday, or none for always open',
      })
      .optional(),
    close: z.array(localDay).max(CLOSED_DAYS_MOST),
    open: z.array(localDay).max(CLOSED_DAYS_MOST),
  }),
  z.strictObject({ action: z.literal('role'), staff: id, role: z.enum(ROLES) }),
  z.strictObject({ action: z.literal('handOver'), staff: id }),
  z.strictObject({ action: z.literal('claimCode') }),
  z.strictObject({
    action: z.literal('templates'),
    templates: z.strictObject({
      critical: template.optional(),
      normal: template.optional(),
      digest: template.optional(),
    }),
  }),
  z.strictObject({ action: z.literal('diagnosis'), store: storeId }),
])
