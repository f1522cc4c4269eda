import type { Host } from './host'

/** Away for longer than this, and the customer comes back as a new visit. */
export const newVisitMs = 30 * 60_000

/** A visit: random, lives in memory only, says nothing about who it is. */
export interface Session {
  id: string
  /** fixed chance of this session, compared with the share whose detail is wanted */
  roll: number
  /** errors already described: from then on they are only counted */
  described: string[]
}

export function beginSession({ random }: Pick<Host, 'random'>): Session {
  let id = ''
  while (!id[15]) id += Math.floor(random() * 36).toString(36)
  return { id, roll: random(), described: [] }
}
