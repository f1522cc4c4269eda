/** 我来处理, also without a network: it is kept on the phone and sent when there is one again. */
import type { IncidentSummary } from '../../../contract/query'
import { admin } from './kandian'
import { keep, readKept } from './kept'
import type { Reply } from './reply'

interface Waiting {
  incident: string
  /** epoch ms on the cloud's clock when it was tapped */
  at: number
}

/** An acknowledgement this old helps nobody: the incident has taken its course. */
const keptForMs = 2 * 3_600_000
const waiting = (): Waiting[] => readKept<Waiting[]>('acknowledging') ?? []

/** True while this incident's 我来处理 waits on the phone. */
export const isWaiting = (incident: string): boolean => waiting().some((one) => one.incident === incident)

/** Sends 我来处理. Without an answer from the cloud it is kept, and the reply still says 'unavailable'. */
export async function acknowledge(incident: string, now: number): Promise<Reply<{ incident: IncidentSummary }>> {
  const reply = await admin({ action: 'acknowledge', incident })
  const others = waiting().filter((one) => one.incident !== incident)
  const unsent = !reply.ok && reply.error.code === 'unavailable'
  keep('acknowledging', unsent ? [...others, { incident, at: now }] : others)
  return reply
}

/**
 * Sends what waits, oldest first, and stops at the first that gets no answer.
 * @returns how many reached the cloud
 */
export async function sendWaiting(now: number): Promise<number> {
  let reached = 0
  keep(
    'acknowledging',
    waiting().filter(({ at }) => now - at < keptForMs),
  )
  for (const { incident, at } of waiting()) {
    const reply = await acknowledge(incident, at)
    if (!reply.ok && reply.error.code === 'unavailable') return reached
    reached += 1
  }
  return reached
}
