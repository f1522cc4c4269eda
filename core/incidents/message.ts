import type { Severity } from '../../contract/health'
import type { IncidentDocument } from '../documents/incident'
import type { SettingsDocument, TemplateSetting } from '../documents/settings'
import type { StoreDocument } from '../documents/store'
import { localTime } from '../time/localTime'
import { fitValues } from './fitValues'
import { SEVERITY_WORDS } from './severity'

/** A shop with one template uses it for both; without any, nobody can be told by message. */
export const templateFor = (settings: SettingsDocument, severity: Severity): TemplateSetting | null => {
  const { critical, normal } = settings.templates
  return severity === 'crit' ? (critical ?? normal) : (normal ?? critical)
}

/** What a message is about. `word` stands where a severity would be wrong. */
export type MessageSubject = Pick<IncidentDocument, 'title' | 'severity' | 'sentence' | 'openedAt'> & { word?: string }

/** What the message says, fitted to the account's keywords. The time is the shop's own. */
export const messageValues = (
  incident: MessageSubject,
  store: StoreDocument,
  template: Pick<TemplateSetting, 'keywords'>,
): Record<string, string> => {
  const values = {
    store: storeName(store),
    title: incident.title,
    severity: incident.word ?? SEVERITY_WORDS[incident.severity],
    sentence: incident.sentence,
    time: clockText(incident.openedAt, store.zone),
  }
  const named = Object.entries(template.keywords) as [keyof typeof values, string][]
  return fitValues(Object.fromEntries(named.map(([value, keyword]) => [keyword, values[value]])))
}

export const storeName = (store: Pick<StoreDocument, 'name' | 'branch'>): string =>
  store.branch ? `${store.name} ${store.branch}` : store.name

/** e.g. 2026-11-25 12:10 */
export const clockText = (ms: number, zone: string): string => {
  const { day, minuteOfDay } = localTime(ms, zone)
  const twoDigits = (number: number) => String(number).padStart(2, '0')
  return `${day} ${twoDigits(Math.floor(minuteOfDay / 60))}:${twoDigits(minuteOfDay % 60)}`
}

/** The template's page with the incident to open. */
export const messagePage = (
  incident: Pick<IncidentDocument, '_id'>,
  template: Pick<TemplateSetting, 'page'>,
): string => {
  const separator = template.page.includes('?') ? '&' : '?'
  return template.page && `${template.page}${separator}id=${encodeURIComponent(incident._id)}`
}
