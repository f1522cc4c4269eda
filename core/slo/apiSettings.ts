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
