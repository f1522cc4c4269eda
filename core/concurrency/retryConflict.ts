/** Tries of one compare-and-set before it is left to the next run (ALERTING §5.10). */
const TRIES = 5

export const CONFLICT = Symbol('conflict')

/**
 * Repeats a read and compare-and-set until nobody else was faster.
 * @throws when five tries in a row met a conflict: nothing was written, the next run does it again
 */
export const retryConflict = async <T>(attempt: () => Promise<T | typeof CONFLICT>): Promise<T> => {
  for (let tries = 0; tries < TRIES; tries++) {
    const result = await attempt()
    if (result !== CONFLICT) return result
  }
  throw new Error('others kept changing the document: left to the next run')
}
