/** Stores that are worked on at the same time, where what each takes is mostly waiting for the database. */
export const STORES_AT_ONCE = 8

/**
 * Works on several at once, but on no more than `width` of them: waiting for a database is most of what each takes.
 * The first that fails ends it, once those under way are done.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length)
  let next = 0
  let failed = false
  const worker = async (): Promise<void> => {
    while (next < items.length && !failed) {
      const index = next++
      try {
        results[index] = await work(items[index] as T)
      } catch (failure) {
        failed = true
        throw failure
      }
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: Math.min(width, items.length) }, worker))
  for (const one of ended) if (one.status === 'rejected') throw one.reason
  return results
}
