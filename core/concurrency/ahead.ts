/**
 * Work that is begun before it is known to be wanted, or waited for after something else: should that fail first, nobody
 * waits, and a failure of the work itself must not end the process. Whoever does wait for it gets its failure.
 */
export function ahead<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined)
  return work
}
