import type { NumbersRow } from '../../../contract/pages/numbers'
import type { ApiSetting, ShopSettings } from '../../../contract/pages/settings'
import { counted } from '../format/counted'
import { percent } from '../format/percent'

export interface StandardRow {
  label: string
  /** the owner's words, or the label */
  name: string
  note: string
  /** the shop has said something of it */
  own: boolean
}

export interface StandardsView {
  mayApi: boolean
  mayObjective: boolean
  objectives: { id: string; name: string }[]
  objective: string
  promise: string
  rows: StandardRow[]
}

const objectives = [0.99, 0.995, 0.999]
/** T of what the catalogue knows, ms (contract/metrics). */
const usualMs = 1000
const mostSeconds = 60
const leastSeconds = 0.05

/** @param seen what was called lately, most often first; null while that is not known */
export function standardsView(shop: ShopSettings, seen: readonly NumbersRow[] | null): StandardsView {
  const { objective, apis, may } = shop
  const share = objective.availability
  const labels = [...new Set([...(seen ?? []).map(({ value }) => value), ...apis.map(({ label }) => label)])]
  return {
    mayApi: may.includes('api'),
    mayObjective: may.includes('objective'),
    objectives: [...new Set([...objectives, share])]
      .sort((a, b) => a - b)
      .map((one) => ({ id: String(one), name: percent(one) })),
    objective: String(share),
    promise: `${objective.days} 天里每 1,000 次最多坏 ${counted((1 - share) * 1000)} 次`,
    rows: labels.map((label) => rowOf(label, apis, seen)),
  }
}

function rowOf(label: string, apis: readonly ApiSetting[], seen: readonly NumbersRow[] | null): StandardRow {
  const own = apis.find((one) => one.label === label)
  const times = (seen ?? []).filter(({ value }) => value === label).reduce((sum, { count }) => sum + count, 0)
  const parts = [
    ...(own?.name === undefined ? [] : [label]),
    `${(own?.targetMs ?? usualMs) / 1000} 秒内算快`,
    ...(times === 0 ? [] : [`7 天 ${counted(times)} 次`]),
  ]
  return { label, name: own?.name ?? label, note: parts.join(' · '), own: own !== undefined }
}

/** What is saved for one API: what was said of it before, with one thing changed. */
export function changedApi(
  { apis }: ShopSettings,
  label: string,
  change: { name?: string; targetMs?: number },
): { action: 'api'; label: string; name: string | null; targetMs: number | null } {
  const before = apis.find((one) => one.label === label)
  return {
    ...{ action: 'api', label },
    name: change.name ?? before?.name ?? null,
    targetMs: change.targetMs ?? before?.targetMs ?? null,
  }
}

/** @returns ms; null for what is no time that somebody waits */
export function targetOf(seconds: string): number | null {
  const number = Number(seconds.replace(/[秒s\s]/g, ''))
  return number >= leastSeconds && number <= mostSeconds ? Math.round(number * 1000) : null
}
