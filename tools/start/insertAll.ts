import type { Database } from '../../localcloud/database/database'
import { encode } from '../../localcloud/store/ejson/encode'

/** Stays under the 1,000 documents and the bytes of one request. */
const DOCUMENTS_PER_REQUEST = 200

/** Writes documents with their own `_id` straight into the local database. */
export async function insertAll(
  database: Pick<Database, 'handle'>,
  collection: string,
  documents: readonly object[],
): Promise<void> {
  for (let from = 0; from < documents.length; from += DOCUMENTS_PER_REQUEST) {
    const texts = documents.slice(from, from + DOCUMENTS_PER_REQUEST).map((document) => encode(document as never))
    await database.handle({ action: 'database.insertDocument', collectionName: collection, data: texts })
  }
}
