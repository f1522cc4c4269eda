import type { Overview } from '../../../contract/query'
import { clockTime } from '../format/clockTime'
import { roleName } from '../format/words'
import type { Person } from '../services/person'
import { creditsRow, type ServiceRow } from './serviceRows'

export interface SettingsView {
  name: string
  role: string
  /** one line a store: name and branch */
  stores: { id: string; text: string }[]
  mayInvite: boolean
  credits: ServiceRow | null
  facts: { name: string; text: string }[]
}

/** @param version e.g. release, trial, develop */
export function settingsView(person: Person, overview: Overview | null, version: string): SettingsView {
  return {
    name: person.name,
    role: person.role === null ? '' : roleName[person.role],
    stores: person.stores.map(({ id, name, branch }) => ({ id, text: branch === '' ? name : `${name}（${branch}）` })),
    mayInvite: person.role === 'owner' || person.role === 'manager',
    credits: overview === null ? null : creditsRow(overview.credits, person.name),
    facts: [{ name: '小程序版本', text: versionWord[version] ?? version }, ...factsOf(overview)],
  }
}

const versionWord: Record<string, string> = { release: '正式版', trial: '体验版', develop: '开发版' }

function factsOf(overview: Overview | null): { name: string; text: string }[] {
  if (overview === null) return []
  const { zone, day, foldedThrough, demo } = overview
  const through = foldedThrough === null ? '还没有' : clockTime(foldedThrough, zone)
  return [
    { name: '看店第几天', text: `第 ${day} 天` },
    { name: '数据到', text: through },
    { name: '时区', text: zone },
    ...(demo ? [{ name: '数据', text: '含演示数据' }] : []),
  ]
}
