import type { MitigationRequest, MitigationsMost } from '../../../contract/mitigation'
import type { ShopSettings } from '../../../contract/pages/settings'
import { duration } from '../format/duration'
import { roleName } from '../format/words'

type Role = MitigationRequest['role']

/** What the owner has typed, as it was typed. */
export interface RemedyForm {
  /** of the one that is changed; empty for a new one */
  id: string
  name: string
  note: string
  functionName: string
  event: string
  undoEvent: string
  minutes: number
  role: Role
  allStores: boolean
}

export type RemedyField = 'name' | 'note' | 'functionName' | 'event' | 'undoEvent' | 'list'
export type RemedyFaults = Partial<Record<RemedyField, string>>

export interface RemedyRow {
  id: string
  name: string
  note: string
  does: string
}

export interface RemediesView {
  may: boolean
  rows: RemedyRow[]
  /** more stores than this one */
  several: boolean
}

/** The type holds it to what the cloud takes. */
const remediesMost: MitigationsMost = 20

export const minutesChips = [15, 30, 60, 120, 240].map((minutes) => ({
  id: String(minutes),
  name: duration(minutes * 60_000),
}))
export const roleChips: { id: Role; name: string }[] = (['owner', 'manager', 'developer', 'staff'] as const).map(
  (role) => ({ id: role, name: roleName[role] }),
)

export const emptyRemedy: RemedyForm = {
  ...{ id: '', name: '', note: '', functionName: '', event: '', undoEvent: '' },
  ...{ minutes: 30, role: 'manager', allStores: false },
}

/** What can be done about trouble in one store, the mildest first. @param stores how many the owner has */
export function remediesView({ remedies, store, may }: ShopSettings, stores: number): RemediesView {
  const own = ofStore(remedies ?? [], store.id)
  return {
    may: may.includes('mitigation'),
    several: stores > 1,
    rows: own.map(({ id, name, note, function: code, undoAfterMinutes, role }) => ({
      id,
      name,
      note,
      does: `云函数 ${code}，${duration(undoAfterMinutes * 60_000)}后自动恢复，${whoMay(role)}`,
    })),
  }
}

const whoMay = (role: Role): string =>
  role === 'staff' ? '谁都能点' : role === 'owner' ? '只有店主能点' : `${roleName[role]}以上能点`

export const ofStore = (remedies: readonly MitigationRequest[], store: string): MitigationRequest[] =>
  remedies.filter(({ stores }) => stores.length === 0 || stores.includes(store))

export const formOf = (remedy: MitigationRequest): RemedyForm => ({
  id: remedy.id,
  name: remedy.name,
  note: remedy.note,
  functionName: remedy.function,
  event: JSON.stringify(remedy.event),
  undoEvent: JSON.stringify(remedy.undoEvent),
  minutes: remedy.undoAfterMinutes,
  role: remedy.role,
  allStores: remedy.stores.length === 0,
})

const faultWords: Record<RemedyField, string> = {
  name: '起个名字，最多 12 个字',
  note: '最多 40 个字',
  functionName: '写云函数的名字，只有字母、数字、- 和 _',
  event: '这段不是 JSON，要像 {"action":"pause"}',
  undoEvent: '写怎么恢复，要像 {"action":"resume"}',
  list: '最多 20 个，先去掉一个',
}

/**
 * What the form describes, or what is wrong with it, field by field.
 * @param known all of the shop's, of other stores too @param newId of one that is new
 */
export function remedyOf(
  form: RemedyForm,
  known: readonly MitigationRequest[],
  { newId, store }: { newId: string; store: string },
): { remedy: MitigationRequest } | { faults: RemedyFaults } {
  const name = form.name.trim()
  const note = form.note.trim()
  const functionName = form.functionName.trim()
  const [event, undoEvent] = [jsonOf(form.event), jsonOf(form.undoEvent)]
  const wrong: RemedyField[] = []
  if (name.length < 1 || name.length > 12) wrong.push('name')
  if (note.length > 40) wrong.push('note')
  if (!/^[\w-]{1,60}$/.test(functionName)) wrong.push('functionName')
  if (event === null) wrong.push('event')
  if (undoEvent === null) wrong.push('undoEvent')
  if (form.id === '' && known.length >= remediesMost) wrong.push('list')
  if (event === null || undoEvent === null || wrong.length > 0)
    return { faults: Object.fromEntries(wrong.map((field) => [field, faultWords[field]])) }
  const before = known.find(({ id }) => id === form.id)
  const others = (before?.stores ?? []).filter((one) => one !== store)
  const remedy: MitigationRequest = {
    ...{ id: before?.id ?? newId, name, note, function: functionName, event, undoEvent },
    ...{ undoAfterMinutes: form.minutes, role: form.role, stores: form.allStores ? [] : [...others, store] },
  }
  return { remedy }
}

/** An object, or null. Nothing typed is an object without anything. */
function jsonOf(text: string): Record<string, unknown> | null {
  if (text.trim() === '') return null
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}
