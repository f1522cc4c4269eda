/**
 * Where something of a person may lie, in the order in which it is gone through. The access log is left out: that staff
 * changed something stays on record (docs/privacy.md).
 */
export const PERSONAL_COLLECTIONS = [
  'batches',
  'minutes',
  'hours',
  'days',
  'orderHours',
  'postedOrders',
  'issues',
  'incidents',
  'notices',
  'credits',
  'staff',
  'settings',
] as const
export type PersonalCollection = (typeof PERSONAL_COLLECTIONS)[number]

export type StoredDocument = { _id: string } & Record<string, unknown>

/** By what a person is known in the database: the openid where messages need it, elsewhere its hash. */
export interface PersonNames {
  hash: string
  openid: string
}

/** Documents that are the person's own and nobody else's: told whole. */
const OWN: ReadonlySet<PersonalCollection> = new Set(['batches', 'credits', 'staff'])
/** Removed whole; reports of the last hours go by themselves once they are counted. */
export const REMOVED: ReadonlySet<PersonalCollection> = new Set(['credits', 'staff'])
export const LEFT_TO_EXPIRE: ReadonlySet<PersonalCollection> = new Set(['batches'])

/** Written again from the shop's own orders, by who may have read them before: they leave who stands there. */
const WRITTEN_AGAIN: ReadonlySet<PersonalCollection> = new Set(['orderHours', 'postedOrders'])

/** What is stored of a person in one document. */
export interface PersonRecord {
  collection: PersonalCollection
  id: string
  /** where in it they are named, e.g. `stores.main.series.f.3.0`; other people's parts are not told */
  at: string[]
  /** the whole of it, where it is theirs alone */
  document?: StoredDocument
}

/** @returns null where the document has nothing of them */
export function recordOf(
  collection: PersonalCollection,
  document: StoredDocument,
  names: PersonNames,
): PersonRecord | null {
  const at = placesOf(document, names, '')
  if (at.length === 0) return null
  return { collection, id: document._id, at, ...(OWN.has(collection) ? { document } : {}) }
}

function placesOf(value: unknown, names: PersonNames, path: string): string[] {
  if (typeof value === 'string') return standingIn(value, keyIn(path), names, '') === value ? [] : [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const inside = path === '' ? key : `${path}.${key}`
    return [...(key.includes(names.hash) ? [inside] : []), ...placesOf(inner, names, inside)]
  })
}

const keyIn = (path: string): string => path.slice(path.lastIndexOf('.') + 1)

/** WeChat's have 28 letters. What is shorter may be a word of ours, and stands for a person in the field `openid` only. */
const unmistakable = 20

/** A text with the stand-in where the person was; field names have hashes at most (`replaced`). */
function standingIn(text: string, key: string, { hash, openid }: PersonNames, standIn: string): string {
  if (key === 'openid' && text === openid) return standIn
  const unhashed = text.replaceAll(hash, standIn)
  return openid.length < unmistakable ? unhashed : unhashed.replaceAll(openid, standIn)
}

/**
 * The fields of a document that name the person, with a stand-in for them: counts of distinct people stay what they were,
 * and lead back to nobody. Lists of people are kept in their order, by which the fold merges them.
 */
export function withStandIn(
  collection: PersonalCollection,
  document: StoredDocument,
  names: PersonNames,
  standIn: string,
): Record<string, unknown> {
  const { _id, ...fields } = document
  const naming = Object.entries(fields).filter(([field, value]) => placesOf(value, names, field).length > 0)
  const changed = replaced(Object.fromEntries(naming), '', names, standIn) as Record<string, unknown>
  if (!WRITTEN_AGAIN.has(collection)) return changed
  return { ...changed, forgotten: Number(document.forgotten ?? 0) + 1 }
}

function replaced(value: unknown, key: string, names: PersonNames, standIn: string): unknown {
  if (typeof value === 'string') return standingIn(value, key, names, standIn)
  if (value instanceof Date || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const inner = value.map((one) => replaced(one, key, names, standIn))
    const wasPeople = value.every((one) => typeof one === 'string') && value.includes(names.hash)
    return wasPeople ? [...inner].sort() : inner
  }
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => [
      field.replaceAll(names.hash, standIn),
      replaced(inner, field, names, standIn),
    ]),
  )
}
