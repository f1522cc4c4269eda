import type { CloudUsage, UsageCounts } from '../../core/ports/meter'
import { OWN_FUNCTIONS } from '../../core/query/pages/load/usage'

interface Counts {
  functionCalls: number
  gbs: number
  dbCalls: number
  bytesOut: number
}

/** The local cloud's meter (`GET usage`, docs/local-cloud.md) as the environment's usage. */
export function localUsage(
  report: Counts & { since: number; byFunction: Record<string, Counts & { memoryMb?: number }> },
): CloudUsage {
  const functions = Object.entries(report.byFunction)
  const own = functions.filter(([name]) => OWN_FUNCTIONS.has(name)).map(([, counts]) => countsOf(counts))
  return {
    source: 'meter',
    since: report.since,
    all: countsOf(report),
    own: own.reduce(add, { functionCalls: 0, dbCalls: 0, gbs: 0, gbOut: 0 }),
    functions: functions
      .filter(([, { functionCalls }]) => functionCalls > 0)
      .map(([name, { functionCalls, memoryMb = null }]) => ({ name, calls: functionCalls, memoryMb })),
    days: [],
  }
}

const countsOf = ({ functionCalls, gbs, dbCalls, bytesOut }: Counts): UsageCounts => ({
  ...{ functionCalls, gbs, dbCalls, gbOut: bytesOut / 1e9 },
})

const add = (a: UsageCounts, b: UsageCounts): UsageCounts => ({
  functionCalls: a.functionCalls + b.functionCalls,
  dbCalls: a.dbCalls + b.dbCalls,
  gbs: a.gbs + b.gbs,
  gbOut: a.gbOut + b.gbOut,
})
