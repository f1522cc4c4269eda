import type { Collection, Command, Operator } from '../cloud'

/** A query gives 1,000 documents at most, and 100 unless told (PLATFORM §2). */
export const PAGE = 1000

export interface ReadOptions {
  /** only these fields, and `_id` */
  fields?: Record<string, boolean>
}

/** All documents of a condition, in pages, ascending by `_id`. */
export async function readAll<T extends { _id: string }>(
  collection: Collection,
  command: Command,
  condition: Record<string, unknown>,
  { fields }: ReadOptions = {},
): Promise<T[]> {
  const found: T[] = []
  for (;;) {
    const last = found[found.length - 1]
    const rest = last === undefined ? condition : { ...condition, _id: idsAfter(command, condition._id, last._id) }
    const query = collection.where(rest).orderBy('_id', 'asc').limit(PAGE)
    const page = (await (fields === undefined ? query : query.field(fields)).get()).data as T[]
    found.push(...page)
    if (page.length < PAGE) return found
  }
}

const idsAfter = (command: Command, known: unknown, id: string): Operator =>
  known === undefined ? command.gt(id) : (known as Operator).and(command.gt(id))

/** A list of ids in a condition, a page's worth each; none for none. */
export const inChunks = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / PAGE) }, (_, index) => ids.slice(index * PAGE, (index + 1) * PAGE))
