import { POINTS } from '../../contract/prices'
import type { UsageSource } from '../../core/documents/settings'
import type { CloudUsage } from '../../core/ports/meter'
import { type PostReply, post } from '../notifiers/post'
import { signedHeaders } from './tencentSignature'

const HOST = 'tcb.tencentcloudapi.com'
/** The API counts by five minutes. */
const SHORTEST_MS = 300_000
/** CloudBase's days are Beijing's. */
const BEIJING_MS = 8 * 3_600_000

/** Metrics of DescribeCurveData, and what one of their unit is in ours: https://cloud.tencent.com/document/api/876/59512 */
const METRICS = {
  FunctionInvocation: 1,
  /** MB·ms */
  FunctionGBs: 1 / 1024 / 1000,
  /** KB */
  FunctionFlux: 1 / 1e6,
  DbRead: 1,
  DbWrite: 1,
} as const
type Metric = keyof typeof METRICS

/** Points that one of ours costs. */
const PRICES: Record<Metric, number> = {
  FunctionInvocation: POINTS.perFunctionCall,
  FunctionGBs: POINTS.perGbSecond,
  FunctionFlux: POINTS.perGbOut,
  DbRead: POINTS.perDbCall,
  DbWrite: POINTS.perDbCall,
}

export type Send = (request: Parameters<typeof post>[0]) => Promise<PostReply>

/**
 * The environment's usage by CloudBase's monitoring API. Written from its public documentation and never tried against the
 * real one: what it answers otherwise ends up as an error with the API's own words.
 */
export async function cloudbaseUsage(
  key: Extract<UsageSource, { kind: 'cloudbase' }>,
  fromMs: number,
  toMs: number,
  send: Send = post,
): Promise<CloudUsage> {
  const names = Object.keys(METRICS) as Metric[]
  const curves = await Promise.all(names.map((metric) => curveOf(key, metric, fromMs, toMs, send)))
  const sums = Object.fromEntries(
    names.map((metric, index) => [metric, sumOf((curves[index] as Curve).values) * METRICS[metric]]),
  ) as Record<Metric, number>
  const days = new Map<string, number>()
  for (const [index, { at, values }] of curves.entries()) {
    const metric = names[index] as Metric
    for (const [point, value] of values.entries()) {
      const day = new Date((at[point] as number) * 1000 + BEIJING_MS).toISOString().slice(0, 10)
      days.set(day, (days.get(day) ?? 0) + value * METRICS[metric] * PRICES[metric])
    }
  }
  return {
    ...{ source: 'cloudbase', since: fromMs, own: null, functions: [] },
    all: {
      functionCalls: sums.FunctionInvocation,
      dbCalls: sums.DbRead + sums.DbWrite,
      gbs: sums.FunctionGBs,
      gbOut: sums.FunctionFlux,
    },
    days: [...days].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([day, points]) => ({ day, points })),
  }
}

interface Curve {
  /** epoch seconds */
  at: number[]
  values: number[]
}

async function curveOf(
  { envId, secretId, secretKey }: Extract<UsageSource, { kind: 'cloudbase' }>,
  metric: Metric,
  fromMs: number,
  toMs: number,
  send: Send,
): Promise<Curve> {
  const body = JSON.stringify({
    EnvId: envId,
    MetricName: metric,
    StartTime: beijingTime(Math.min(fromMs, toMs - SHORTEST_MS)),
    EndTime: beijingTime(toMs),
  })
  const signed = {
    service: 'tcb',
    host: HOST,
    action: 'DescribeCurveData',
    version: '2018-06-08',
    body,
    at: Date.now(),
  }
  const headers = signedHeaders({ ...signed, secretId, secretKey })
  const reply = await send({ url: `https://${HOST}/`, headers, body, allowLoopback: false })
  if (reply.status !== 'answered') throw new Error(`CloudBase did not answer for ${metric}: ${reply.message}`)
  const { Response } = JSON.parse(reply.text) as {
    Response?: { Time?: number[]; Values?: number[]; Error?: { Message: string } }
  }
  if (!Response?.Time || !Response.Values)
    throw new Error(`CloudBase refused ${metric}: ${Response?.Error?.Message ?? reply.text.slice(0, 200)}`)
  return { at: Response.Time, values: Response.Values }
}

/** As the API writes times: 2018-08-24 10:50:00. */
const beijingTime = (ms: number): string => new Date(ms + BEIJING_MS).toISOString().slice(0, 19).replace('T', ' ')

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0)
