import type { ApiSetting } from '../../contract/pages/settings'

/** What a shop says of an API; a list, because labels have dots, and databases take those for paths. */
type Apis = { apis?: readonly ApiSetting[] }

const settingOf = ({ apis = [] }: Apis, label: string): ApiSetting | undefined =>
  apis.find((one) => one.label === label)

/** Its name in the owner's words; null where nobody gave any. */
export const apiName = (settings: Apis, label: string): string | null => settingOf(settings, label)?.name ?? null

/** T of its Apdex, ms; null: the catalogue's. */
export const apiTargetMs = (settings: Apis, label: string): number | null =>
  settingOf(settings, label)?.targetMs ?? null

/** Settings as this version knows them: early ones kept APIs by their label, and are written as a list with the next change. */
export function withListedApis<T extends Apis>(settings: T): T {
  const { apis } = settings as { apis?: unknown }
  if (apis === undefined || Array.isArray(apis)) return settings
  return { ...settings, apis: Object.entries(Object(apis)).flatMap(([label, stored]) => apiOf(label, stored)) }
}

function apiOf(label: string, stored: unknown): ApiSetting[] {
  const { name, targetMs } = Object(stored) as { name?: unknown; targetMs?: unknown }
  const setting: ApiSetting = { label }
  if (typeof name === 'string') setting.name = name
  if (typeof targetMs === 'number') setting.targetMs = targetMs
  return setting.name === undefined && setting.targetMs === undefined ? [] : [setting]
}
