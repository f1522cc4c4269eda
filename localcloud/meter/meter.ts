import { type Plan, POINTS, planFor } from '../../contract/prices'
import type { CallCost } from '../database/callCost'
import type { FunctionSpec } from '../functions/functionCatalog'
import type { InvokeOutcome } from '../functions/invokeOutcome'

/** What has been used, as counted. */
export interface Counts {
  functionCalls: number
  /** Gigabyte-seconds: configured memory × measured time. */
  gbs: number
  dbCalls: number
  /** Documents read and written. */
  documents: number
  documentsRead: number
  documentsWritten: number
  /** Between functions and database; not billed, but limited. */
  dbBytesIn: number
  dbBytesOut: number
  /** Leaves the cloud: results to phones, downloaded files. */
  bytesOut: number
}

/** What a real environment would bill. */
export interface Usage extends Counts {
  points: number
  /** If it went on like this for 30 days; null before a minute of virtual time has passed. */
  pointsPerMonth: number | null
  /** The smallest plan that would hold it; null when none would, or when it is too early to say. */
  plan: Plan | null
}

export interface UsageReport extends Usage {
  /** Virtual time of the first count. */
  since: number
  byFunction: Record<string, FunctionUsage>
}

/** `memoryMb`: as configured; absent for what is no function. */
export interface FunctionUsage extends Usage {
  memoryMb?: number
}

/** The name under which calls from outside any function (tools, phones) are counted. */
const OUTSIDE = '(outside)'

const MONTH_MS = 30 * 86_400_000
const SHORTEST_SPAN_MS = 60_000

const nothing = (): Counts => ({
  ...{ functionCalls: 0, gbs: 0, dbCalls: 0, documents: 0, documentsRead: 0, documentsWritten: 0 },
  ...{ dbBytesIn: 0, dbBytesOut: 0, bytesOut: 0 },
})

type DatabaseCost = Pick<CallCost, 'documentsRead' | 'documentsWritten' | 'bytesIn' | 'bytesOut'>

/** Adds up usage per function; totals, points and plans are worked out when asked. */
export class Meter {
  private readonly counts = new Map<string, Counts>()
  private readonly memoryMb = new Map<string, number>()
  private since: number

  constructor(private readonly now: () => number) {
    this.since = now()
  }

  invoked(spec: Pick<FunctionSpec, 'name' | 'memoryMb'>, outcome: InvokeOutcome): void {
    const counts = this.of(spec.name)
    counts.functionCalls++
    this.memoryMb.set(spec.name, spec.memoryMb)
    counts.gbs += ((spec.memoryMb / 1024) * outcome.durationMs) / 1000
  }

  databaseCalled(functionName: string | undefined, cost: DatabaseCost): void {
    const counts = this.of(functionName ?? OUTSIDE)
    counts.dbCalls++
    counts.documents += cost.documentsRead + cost.documentsWritten
    counts.documentsRead += cost.documentsRead
    counts.documentsWritten += cost.documentsWritten
    counts.dbBytesIn += cost.bytesIn
    counts.dbBytesOut += cost.bytesOut
  }

  /** Bytes that leave the cloud. */
  sent(functionName: string | undefined, bytes: number): void {
    this.of(functionName ?? OUTSIDE).bytesOut += bytes
  }

  report(): UsageReport {
    const total = nothing()
    const byFunction: Record<string, FunctionUsage> = {}
    const elapsedMs = this.now() - this.since
    for (const [name, counts] of [...this.counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const memoryMb = this.memoryMb.get(name)
      byFunction[name] = { ...billed(counts, elapsedMs), ...(memoryMb === undefined ? {} : { memoryMb }) }
      for (const key of Object.keys(total) as (keyof Counts)[]) total[key] += counts[key]
    }
    return { since: this.since, ...billed(total, elapsedMs), byFunction }
  }

  reset(): void {
    this.counts.clear()
    this.since = this.now()
  }

  private of(name: string): Counts {
    const known = this.counts.get(name)
    if (known) return known
    const made = nothing()
    this.counts.set(name, made)
    return made
  }
}

function billed(counts: Counts, elapsedMs: number): Usage {
  const points =
    counts.dbCalls * POINTS.perDbCall +
    counts.functionCalls * POINTS.perFunctionCall +
    counts.gbs * POINTS.perGbSecond +
    (counts.bytesOut / 1e9) * POINTS.perGbOut
  const perMonth = elapsedMs < SHORTEST_SPAN_MS ? null : Math.round((points / elapsedMs) * MONTH_MS)
  return {
    ...{ ...counts, gbs: round(counts.gbs), points: round(points) },
    pointsPerMonth: perMonth,
    plan: perMonth === null ? null : planFor(perMonth),
  }
}

/** Enough digits to see one call, few enough to read. */
const round = (value: number): number => Math.round(value * 1e6) / 1e6
