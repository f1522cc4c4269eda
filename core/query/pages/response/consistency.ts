import type { ContextName } from '../../../../contract/pages/parts'
import type { Consistency, Contribution } from '../../../../contract/pages/response'
import { addMoments, explainSpread, type LogMoments, noMoments } from '../../../consistency/explainSpread'
import { spreadOf } from '../../../consistency/spread'
import { type ApiSpread, spreadIn } from '../../../rollup/dims/readDims'
import { titleIn } from '../contextWords'
import { dimsOf } from '../dimensions'
import { OPERATIONS } from '../figures'
import type { PageSource } from '../pageSource'

/** Over this many times the typical a group is called slow. */
const SLOWER = 1.1
/** So many slow groups are named. */
const NAMED = 2

/** What was measured of each API in each context, ready to be explained. */
export const spreadsOf = (source: PageSource): ApiSpread[] =>
  spreadIn(dimsOf(source), source.store._id, source.plan.zone)

/** How unlike the answers of all operations are, and which contexts explain it. */
export function consistencyOf(source: PageSource, spreads: readonly ApiSpread[]): Consistency | null {
  const { measured, history, plan } = source
  const { sketch } = measured.sum(OPERATIONS)
  const spread = sketch === null ? null : spreadOf(sketch)
  if (spread === null) return null
  const [earlier] = plan.earlier
  const merged = earlier === undefined ? null : history.span(OPERATIONS, earlier)
  const before = merged?.sketch ? spreadOf(merged.sketch) : null
  const contributions = contributionsOf(source, spreads)
  return {
    variation: spread.variation,
    tailRatio: spread.tailRatio,
    before:
      before === null
        ? null
        : { label: earlier?.label ?? '', variation: before.variation, tailRatio: before.tailRatio },
    contributions,
    unexplained: 1 - Math.max(0, ...contributions.map(({ share }) => share)),
  }
}

/** Contexts of some APIs together, or of one: then the API itself is none of them. Largest share first. */
export function contributionsOf(
  { settings }: Pick<PageSource, 'settings'>,
  spreads: readonly ApiSpread[],
): Contribution[] {
  const grouped = new Map<string, Map<string, LogMoments>>()
  const put = (context: string, value: string, moments: LogMoments) => {
    const values = grouped.get(context) ?? new Map<string, LogMoments>()
    const known = values.get(value) ?? noMoments()
    addMoments(known, moments)
    grouped.set(context, values.set(value, known))
  }
  for (const { label, groups } of spreads)
    for (const { context, value, count, logs, squares } of groups) {
      const moments = { n: count, s: logs, q: squares }
      put(context, value, moments)
      // every duration has one network
      if (spreads.length > 1 && context === 'network') put('api', label, moments)
    }
  return explainSpread(grouped).map((one): Contribution => {
    const context = one.context as ContextName
    const groups = one.groups.map((group) => ({ ...group, title: titleIn(settings, context, group.value) }))
    const slow = groups.filter(({ timesOverall }) => timesOverall > SLOWER).slice(0, NAMED)
    return { context, share: one.share, groups, evidence: slow.map(({ title }) => title).join('、') }
  })
}
