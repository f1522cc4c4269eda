import type { RuleSource } from '../../contract/schemas/rule'
import { mergeSketches } from '../../contract/sketch/sketch'
import type { Evidence, Merged, Window } from '../evidence'

/** Several metrics as one. @returns null where none of them has anything */
export const combine = (evidence: Evidence, sources: readonly RuleSource[], window: Window): Merged | null => {
  const parts = sources
    .map((source) => evidence.merged(source.metric, window, source.label))
    .filter((part) => part !== null)
  if (parts.length < 2) return parts[0] ?? null
  const sketches = parts.map((part) => part.sketch).filter((sketch) => sketch !== null)
  return {
    counts: addColumns(parts.map((part) => part.counts)),
    ok: sum(parts, (part) => part.ok),
    failed: sum(parts, (part) => part.failed),
    total: sum(parts, (part) => part.total),
    sketch: sketches.length === 0 ? null : mergeSketches(sketches),
    failedUsers: new Set(parts.flatMap((part) => [...part.failedUsers])),
    users: new Set(parts.flatMap((part) => [...part.users])),
  }
}

const sum = (parts: readonly Merged[], of: (part: Merged) => number): number =>
  parts.reduce((total, part) => total + of(part), 0)

const addColumns = (rows: readonly number[][]): number[] => {
  const width = Math.max(...rows.map((row) => row.length))
  return Array.from({ length: width }, (_, column) => rows.reduce((total, row) => total + (row[column] ?? 0), 0))
}
