/** Numbers with dots, as WeChat's console and semantic versions have them; four at most. */
const ORDERED = /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?$/
const DIGITS = 9

/**
 * A text of fixed length that sorts as releases do: 2.10 after 2.9, and 2.9 as 2.9.0. A database that only knows how to
 * keep the larger of two texts can keep the newer of two releases by it.
 * @returns null for a release without order: dev, a date with letters, a pre-release
 */
export function releaseKey(release: string): string | null {
  const found = ORDERED.exec(release)
  return found === null
    ? null
    : found
        .slice(1)
        .map((part) => (part ?? '').padStart(DIGITS, '0'))
        .join('.')
}

/** @returns below 0 where `a` is older, above 0 where it is newer; null where one of them has no order */
export function compareReleases(a: string, b: string): number | null {
  const [left, right] = [releaseKey(a), releaseKey(b)]
  if (left === null || right === null) return null
  return left < right ? -1 : left > right ? 1 : 0
}
