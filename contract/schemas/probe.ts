import * as z from 'zod'
import { storeId } from './storeId'

/** How often a probe may run, minutes. They divide an hour, so that every run has its place on the clock. */
export const PROBE_MINUTES = [5, 10, 15, 30, 60] as const
/** A run that takes longer has failed, ms: half of what the function itself may take. */
export const PROBE_LONGEST_MS = 10_000
export const PROBES_MOST = 10

const headers = z.record(z.string().regex(/^[A-Za-z0-9-]{1,64}$/), z.string().max(500))

/** What is called: an address of the shop's backend, or one of its cloud functions. */
const target = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('http'),
    method: z.enum(['GET', 'POST']),
    url: z
      .string()
      .max(500)
      .regex(/^https?:\/\//, 'begins with https://'),
    headers: headers.optional(),
    body: z.string().max(4_000).optional(),
  }),
  z.strictObject({
    kind: z.literal('function'),
    name: z.string().regex(/^[\w-]{1,60}$/),
    event: z.record(z.string().max(64), z.json()),
  }),
])

/** What the answer must be like. */
const expectation = z.strictObject({
  /** HTTP status; absent: any of 200 … 299 */
  status: z.number().int().min(100).max(599).optional(),
  /** a place in the JSON of the answer, e.g. `value.dishes.0.id`; it must be there */
  path: z
    .string()
    .regex(/^[\w-]+(\.[\w-]+){0,9}$/)
    .optional(),
  /** what must stand at `path`; absent: anything */
  equals: z.union([z.string().max(200), z.number(), z.boolean(), z.null()]).optional(),
  /** slower than this is a failure, ms */
  withinMs: z.number().int().min(100).max(PROBE_LONGEST_MS),
})

/** Something the shop's customers need, tried on a timer. Cloud only; pages import the types. */
export const probeSchema = z.strictObject({
  id: z.string().regex(/^[\w-]{1,32}$/),
  /** the owner's words, e.g. 打开菜单 */
  name: z.string().trim().min(1).max(12),
  store: storeId,
  everyMinutes: z.literal(PROBE_MINUTES),
  target,
  expect: expectation.refine((one) => one.equals === undefined || one.path !== undefined, {
    path: ['equals'],
    message: 'needs a path: say where in the answer it stands',
  }),
})

export type ProbeSetting = z.infer<typeof probeSchema>
export type ProbeTarget = ProbeSetting['target']
export type ProbeExpectation = ProbeSetting['expect']

/** What `aggregate` hands to the function `probe`: a run needs nothing else, so it reads nothing. */
export const probeRunSchema = z.strictObject({
  /** epoch minute that the run is for: it names the run */
  minute: z.number().int().min(0),
  /** store → shard */
  shards: z.record(z.string().max(32), z.string().max(32)),
  allowLoopback: z.boolean(),
  probes: z.array(probeSchema).min(1).max(PROBES_MOST),
})

export type ProbeRun = z.infer<typeof probeRunSchema>
