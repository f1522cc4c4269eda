import type { ContextName } from '../../../../contract/pages/parts'
import type { Consistency, Contribution } from '../../../../contract/pages/response'
import { addMoments, explainSpread, type LogMoments, noMoments } from '../../../consistency/explainSpread'
import { sketchMoments } from '../../../consistency/sketchMoments'
import { spreadOf } from '../../../consistency/spread'
import { localTime } from '../../../time/localTime'
import { valueTitle } from '../contextWords'
import { OPERATIONS } from '../figures'
import type { PageSource } from '../pageSource'

/** Over this share of the typical a group is called slow. */
const SLOWER = 1.1
/** So many slow groups are named. */
const NAMED = 2

/** How unlike the answers of all operations are, and which contexts explain it. */
export function consistencyOf(source: PageSource): Consistency | null {
  const { measured, history, plan } = source
  const { sketch } = measured.sum(OPERATIONS)
  const spread = sketch === null ? null : spreadOf(sketch)
  if (spread === null) return null
  const [earlier] = plan.earlier
  const merged = earlier === undefined ? null : history.span(OPERATIONS, earlier)
  const before = merged?.sketch ? spreadOf(merged.sketch) : null
  const contributions = explainSpread(groupsOf(source)).map((one): Contribution => {
    const context = one.context as ContextName
    const groups = one.groups.map((group) => ({ ...group, title: titleOf(source, context, group.value) }))
    const slow = groups.filter(({ timesOverall }) => timesOverall > SLOWER).slice(0, NAMED)
    return { context, share: one.share, groups, evidence: slow.map(({ title }) => title).join('、') }
  })
  const explained = Math.min(1, Math.max(0, ...contributions.map(({ share }) => share)))
  return {
    variation: spread.variation,
    tailRatio: spread.tailRatio,
    before:
      before === null
        ? null
        : { label: earlier?.label ?? '', variation: before.variation, tailRatio: before.tailRatio },
    contributions,
    unexplained: 1 - explained,
  }
}

function titleOf({ settings }: PageSource, context: ContextName, value: string): string {
  return context === 'api' ? (settings.apis?.[value]?.name ?? value) : valueTitle(context, value)
}

function groupsOf(source: PageSource): Map<string, Map<string, LogMoments>> {
  const { measured, plan } = source
  const apis = new Map<string, LogMoments>()
  for (const metric of OPERATIONS)
    for (const [label, { sketch }] of measured.byLabel(metric)) put(apis, label, sketch && sketchMoments(sketch))
  const hours = new Map<string, LogMoments>()
  for (const [slot, merged] of measured.slots(OPERATIONS).entries()) {
    const hour = Math.floor(localTime(plan.at[slot] as number, plan.zone).minuteOfDay / 60)
    put(hours, String(hour), merged?.sketch ? sketchMoments(merged.sketch) : null)
  }
  const groups = new Map([['api', apis]])
  // a day's slot has no hour
  return plan.stepMs <= 2 * 3_600_000 ? groups.set('hour', hours) : groups
}

function put(groups: Map<string, LogMoments>, value: string, moments: LogMoments | null): void {
  if (moments === null) return
  const known = groups.get(value) ?? noMoments()
  addMoments(known, moments)
  groups.set(value, known)
}
