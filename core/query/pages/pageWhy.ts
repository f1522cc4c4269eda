import type { Indicator } from '../../../contract/metrics'
import type { PageWhy } from '../../../contract/pages/parts'
import type { Rule } from '../../../contract/schemas/rule'
import type { IncidentDocument } from '../../documents/incident'
import type { SettingsDocument } from '../../documents/settings'
import type { StoreDocument } from '../../documents/store'
import { changeBehind } from '../../insight/why/changeBehind'
import type { Ports } from '../../ports'
import { DAY_MS } from '../../time/units'
import type { OrderBook } from '../orderBook'

/** Minutes, which tell values apart, are kept a week: of an older alert nothing can be told. */
const KEPT_MS = 6 * DAY_MS

interface Asked {
  indicator: Indicator
  store: StoreDocument
  settings: SettingsDocument
  rules: readonly Rule[]
  /** of the range */
  incidents: readonly IncidentDocument[]
  /** null for pages that have no orders */
  book: Promise<OrderBook | null>
  nowMs: number
}

/** Why the latest alert of an indicator came: read in one turn, and nothing without such an alert. */
export async function pageWhy(
  ports: Pick<Ports, 'minutes' | 'accessLog' | 'silences'>,
  { indicator, incidents, rules, store, settings, book, nowMs }: Asked,
): Promise<PageWhy | null> {
  const [latest] = incidents
    .flatMap((incident) => {
      const rule = speakerFor(incident, rules, indicator)
      return rule === undefined || nowMs - incident.openedAt > KEPT_MS ? [] : [{ incident, rule }]
    })
    .sort((a, b) => b.incident.openedAt - a.incident.openedAt)
  if (latest === undefined) return null
  const { incident, rule } = latest
  const { causes, changes } = await changeBehind(ports, {
    ...{ incident, rule, store, stores: [store], settings, book, nowMs },
  })
  if (causes === null && changes.length === 0) return null
  const { _id, openedAt: from, resolvedAt: to } = incident
  return { incident: _id, title: rule.text.title, from, to, causes, changes }
}

/** The first of its rules that is about the indicator. */
function speakerFor({ alerts }: IncidentDocument, rules: readonly Rule[], indicator: Indicator): Rule | undefined {
  return alerts
    .flatMap(({ rule: id }) => rules.find((rule) => rule.id === id) ?? [])
    .find((rule) => rule.indicator === indicator)
}
