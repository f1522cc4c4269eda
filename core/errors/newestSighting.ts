import { releaseKey } from '../../contract/releaseOrder'

/** Milliseconds until the year 5138, so that times sort as texts. */
const TIME_DIGITS = 14

/** The newest release an error was seen in, and when it was last seen in it. */
export interface NewestSighting {
  release: string
  at: number
}

/**
 * As one text whose larger is the later sighting of the newer release: the database keeps it by one update, whichever
 * worker comes first. @returns null for a release without order
 */
export function sightingText({ release, at }: NewestSighting): string | null {
  const key = releaseKey(release)
  return key === null ? null : [key, String(at).padStart(TIME_DIGITS, '0'), release].join('@')
}

export function readSighting(text: string): NewestSighting {
  const [, at = '', ...release] = text.split('@')
  return { release: release.join('@'), at: Number(at) }
}
