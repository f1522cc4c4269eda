import type { BatchV1, Breadcrumb, TrailStep } from './batch'
import { CRUMB_KINDS } from './crumbKinds'
import { LIMITS } from './limits'
import { OUTCOMES } from './outcomes'

/** The same batch with the trails of its errors written out as crumbs. A step whose label is missing is left out. */
export const withCrumbs = (batch: BatchV1): BatchV1 => ({
  ...batch,
  errors: batch.errors.map(({ trail, ...report }) =>
    trail === undefined ? report : { ...report, crumbs: trail.flatMap((step) => crumbOf(step, report.at, batch.dict)) },
  ),
})

function crumbOf([beforeMs, kind, label, outcome]: TrailStep, errorAt: number, dict: readonly string[]): Breadcrumb[] {
  const [name, word] = [dict[label], CRUMB_KINDS[kind]]
  if (name === undefined || word === undefined) return []
  const text = outcome === undefined ? name : `${name} ${OUTCOMES[outcome]}`
  return [{ at: errorAt - beforeMs, kind: word, text: text.slice(-LIMITS.labelLength) }]
}
