import { addToCell, type Cell, cellEvents, compareCells, compareText, SeriesTable } from './seriesTable'

/** Labels of one metric that are kept by name in one store and window. */
export const LABELS_KEPT = 50
export const OTHER = 'other'

export interface Limited {
  cells: Cell[]
  /** events that lost their label, though not their count */
  folded: number
}

/** Keeps the labels with most events of each metric; the rest become `other`. Ties go to the label that sorts first. */
export function limitLabels(cells: readonly Cell[]): Limited {
  if (isWithin(cells)) return { cells: [...cells], folded: 0 }
  const kept = keptLabels(cells)
  const table = new SeriesTable()
  let folded = 0
  for (const cell of cells) {
    const known = cell.label === OTHER || kept.get(cell.metric)?.has(cell.label) === true
    if (!known) folded += cellEvents(cell)
    addToCell(table.at(cell.metric, known ? cell.label : OTHER, cell.slot), cell)
  }
  return { cells: table.sorted(), folded }
}

/** In canonical order, each series and slot once, and no metric with too many labels: nothing is to be done. */
function isWithin(cells: readonly Cell[]): boolean {
  let labels = 0
  return cells.every((cell, index) => {
    const before = cells[index - 1]
    if (before === undefined || before.metric !== cell.metric) labels = 1
    else if (before.label !== cell.label) labels += 1
    return labels <= LABELS_KEPT && (before === undefined || compareCells(before, cell) < 0)
  })
}

function keptLabels(cells: readonly Cell[]): Map<number, Set<string>> {
  const events = new Map<number, Map<string, number>>()
  for (const cell of cells) {
    const labels = events.get(cell.metric) ?? new Map<string, number>()
    labels.set(cell.label, (labels.get(cell.label) ?? 0) + cellEvents(cell))
    events.set(cell.metric, labels)
  }
  return new Map([...events].map(([metric, labels]) => [metric, mostFrequent(labels)]))
}

function mostFrequent(labels: ReadonlyMap<string, number>): Set<string> {
  const ranked = [...labels].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]))
  return new Set(ranked.slice(0, LABELS_KEPT).map(([label]) => label))
}
