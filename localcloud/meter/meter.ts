import type { FunctionSpec } from '../functions/functionCatalog'
import type { InvokeOutcome } from '../functions/invokeOutcome'
import { POINTS } from './prices'

/** What a real environment would bill. */
export interface Usage {
  functionCalls: number
  /** Gigabyte-seconds: configured memory × measured time. */
  gbs: number
  dbCalls: number
  /** Documents read and written. */
  documents: number
  bytesOut: number
  points: number
}

export type UsageReport = Usage & { byFunction: Record<string, Usage> }

/** The name under which calls from outside any function (tools, phones) are counted. */
export const OUTSIDE = '(outside)'

const noUsage = (): Omit<Usage, 'points'> => ({ functionCalls: 0, gbs: 0, dbCalls: 0, documents: 0, bytesOut: 0 })

/** Adds up usage per function; totals and points are worked out when asked. */
export class Meter {
  private readonly counts = new Map<string, Omit<Usage, 'points'>>()

  invoked(spec: Pick<FunctionSpec, 'name' | 'memoryMb'>, outcome: InvokeOutcome): void {
    const counts = this.of(spec.name)
    counts.functionCalls++
    counts.gbs += ((spec.memoryMb / 1024) * outcome.durationMs) / 1000
  }

  databaseCalled(functionName: string | undefined, documents: number): void {
    const counts = this.of(functionName ?? OUTSIDE)
    counts.dbCalls++
    counts.documents += documents
  }

  /** Bytes that leave the cloud: results to phones, downloaded files. */
  sent(functionName: string | undefined, bytes: number): void {
    this.of(functionName ?? OUTSIDE).bytesOut += bytes
  }

  report(): UsageReport {
    const total = noUsage()
    const byFunction: Record<string, Usage> = {}
    for (const [name, counts] of [...this.counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
      byFunction[name] = withPoints(counts)
      for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += counts[key]
    }
    return { ...withPoints(total), byFunction }
  }

  reset(): void {
    this.counts.clear()
  }

  private of(name: string): Omit<Usage, 'points'> {
    const known = this.counts.get(name)
    if (known) return known
    const made = noUsage()
    this.counts.set(name, made)
    return made
  }
}

function withPoints(counts: Omit<Usage, 'points'>): Usage {
  const points =
    counts.dbCalls * POINTS.perDbCall +
    counts.functionCalls * POINTS.perFunctionCall +
    counts.gbs * POINTS.perGbSecond +
    (counts.bytesOut / 1e9) * POINTS.perGbOut
  return { ...counts, gbs: round(counts.gbs), points: round(points) }
}

/** Enough digits to see one call, few enough to read. */
const round = (value: number): number => Math.round(value * 1e6) / 1e6
