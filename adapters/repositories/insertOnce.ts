import type { InsertOutcome } from '../../core/ports'
import type { Collection } from '../cloud'

/** Adds a document under its own id; somebody may have been there first. */
export async function insertOnce(collection: Collection, document: object): Promise<InsertOutcome> {
  try {
    await collection.add({ data: document })
    return 'inserted'
  } catch (failure) {
    if (isDuplicate(failure)) return 'exists'
    throw failure
  }
}

/** WeChat names no code of its own for it; the message is the database's (PLATFORM §2). */
const isDuplicate = (failure: unknown): boolean =>
  /E11000/.test(String((failure as { errMsg?: string; message?: string } | null)?.errMsg ?? failure)) ||
  /E11000/.test(String((failure as Error | null)?.message))
