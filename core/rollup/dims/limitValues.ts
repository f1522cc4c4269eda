import { addToCell, type Cell, cellEvents, compareText, SeriesTable } from '../seriesTable'
import { OTHER } from '../topLabels'
import { dimensionOf, dimsLabel, valueName } from './dimsCells'

/** Values of one dimension that are kept by name in one store and window; phones name the releases and areas. */
export const VALUES_KEPT = 12

/** Keeps the values with most events of each dimension; the rest are in the row `other`, which says how many they were. */
export function limitValues(cells: readonly Cell[]): Cell[] {
  const named = cells.filter(({ label }) => valueName(label) !== OTHER)
  const kept = mostFrequent(
    named,
    ({ label }) => dimensionOf(label),
    ({ label }) => label,
    cellEvents,
  )
  const table = new SeriesTable()
  for (const cell of cells) {
    const label = kept.has(cell.label) ? cell.label : dimsLabel(dimensionOf(cell.label), OTHER)
    addToCell(table.at(cell.metric, label, cell.slot), cell)
  }
  return table.sorted()
}

/** The names with most weight of each family. Ties go to the name that sorts first. */
export function mostFrequent<T>(
  items: readonly T[],
  familyOf: (item: T) => number,
  nameOf: (item: T) => string,
  weightOf: (item: T) => number,
  limit = VALUES_KEPT,
): Set<string> {
  const weights = new Map<number, Map<string, number>>()
  for (const item of items) {
    const own = weights.get(familyOf(item)) ?? new Map<string, number>()
    own.set(nameOf(item), (own.get(nameOf(item)) ?? 0) + weightOf(item))
    weights.set(familyOf(item), own)
  }
  return new Set([...weights.values()].flatMap((own) => mostOf(own, limit)))
}

const mostOf = (weights: ReadonlyMap<string, number>, limit: number): string[] =>
  weights.size <= limit
    ? [...weights.keys()]
    : [...weights]
        .sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]))
        .slice(0, limit)
        .map(([name]) => name)
