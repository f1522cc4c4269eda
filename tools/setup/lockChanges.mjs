/**
 * @typedef {{ version?: string, optional?: boolean, os?: string[], cpu?: string[] }} LockEntry
 * @typedef {{ packages?: Record<string, LockEntry> }} Lock
 */

/**
 * What an install changed in the lock that it must not change, one line for each package. A lock written on one
 * system lacks the binaries of others, so optional packages for a certain system may be added.
 * @param {Lock} before
 * @param {Lock} after
 * @returns {string[]}
 */
export function lockChanges(before, after) {
  const was = before.packages ?? {}
  const is = after.packages ?? {}
  const changed = Object.keys(was)
    .filter((name) => is[name]?.version !== was[name]?.version)
    .map((name) => `${name}: ${was[name]?.version} became ${is[name]?.version ?? 'missing'}`)
  const added = Object.entries(is)
    .filter(([name, entry]) => was[name] === undefined && !isForOneSystem(entry))
    .map(([name, entry]) => `${name}: ${entry.version} is new`)
  return [...changed, ...added]
}

/** @param {LockEntry} entry */
function isForOneSystem(entry) {
  return entry.optional === true && (entry.os !== undefined || entry.cpu !== undefined)
}
