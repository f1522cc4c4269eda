import type { Role } from '../../../contract/health'
import { admin } from './kandian'
import { askWhoami } from './person'
import type { Reply } from './reply'

/**
 * Turns a code into a role: a claim code while the shop has no owner, an invitation afterwards.
 * @param claimed the shop has an owner
 */
export async function enterWithCode(claimed: boolean, code: string, name: string): Promise<Reply<{ role: Role }>> {
  const reply = claimed ? await admin({ action: 'join', code, name }) : await admin({ action: 'claim', code, name })
  if (reply.ok) await askWhoami()
  return reply
}
