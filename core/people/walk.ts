import type { Ports } from '../ports'
import { PERSONAL_COLLECTIONS, type PersonalCollection, type StoredDocument } from './personalRecords'

/** How far a walk through the database has come; the first one begins with none. */
export interface WalkCursor {
  collection: PersonalCollection
  /** the last id that was looked at */
  afterId: string
}

/** Read at once, and at most in one call of a function: days weigh up to 100 kB each. */
const PAGE = 50
const PAGES_A_CALL = 8

/**
 * A part of the way through every collection that may hold something of a person; the whole is too long for one call.
 * @returns null: that was all
 */
export async function walk(
  ports: Pick<Ports, 'people'>,
  from: { collection: string; afterId: string } | null,
  look: (collection: PersonalCollection, document: StoredDocument) => Promise<void>,
): Promise<WalkCursor | null> {
  let cursor: WalkCursor | null = begin(from)
  for (let pages = 0; pages < PAGES_A_CALL && cursor !== null; pages++) {
    const { collection, afterId }: WalkCursor = cursor
    const documents = await ports.people.page(collection, afterId, PAGE)
    for (const document of documents) await look(collection, document)
    const last = documents.at(-1)
    cursor = last !== undefined && documents.length === PAGE ? { collection, afterId: last._id } : next(collection)
  }
  return cursor
}

/** A name that is no collection of ours begins anew: nothing else is ever read. */
function begin(from: { collection: string; afterId: string } | null): WalkCursor {
  const collection = PERSONAL_COLLECTIONS.find((name) => name === from?.collection)
  return collection === undefined || from === null
    ? { collection: PERSONAL_COLLECTIONS[0], afterId: '' }
    : { collection, afterId: from.afterId }
}

function next(collection: PersonalCollection): WalkCursor | null {
  const following = PERSONAL_COLLECTIONS[PERSONAL_COLLECTIONS.indexOf(collection) + 1]
  return following === undefined ? null : { collection: following, afterId: '' }
}
