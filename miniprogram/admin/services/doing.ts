import type { AdminAnswers, AdminRequest } from '../../../contract/admin'
import { admin } from './kandian'
import { tell, tellError } from './tell'

interface Busy {
  data: { busy: boolean }
  setData(fields: { busy: boolean }): void
}

/**
 * Does one thing at a time for a page, and says how it went.
 * @param done words for the one who did it; empty for none
 * @returns the cloud's answer; null when it refused, or something else is under way
 */
export async function doing<A extends AdminRequest['action']>(
  page: Busy,
  request: AdminRequest & { action: A },
  done: string,
): Promise<AdminAnswers[A] | null> {
  if (page.data.busy) return null
  page.setData({ busy: true })
  const reply = await admin<A>(request)
  page.setData({ busy: false })
  if (!reply.ok) {
    tellError(reply.error.code)
    return null
  }
  if (done !== '') tell(done)
  return reply.value
}

const lastTurns = new WeakMap<Busy, Promise<unknown>>()

/**
 * Does what was tapped in the order in which it was tapped: nothing is lost to the tap before it.
 * @returns whether nothing was tapped since: time to look at what has become of it
 */
export async function doingInTurn<A extends AdminRequest['action']>(
  page: Busy,
  request: AdminRequest & { action: A },
  done: string,
): Promise<boolean> {
  const turn = (lastTurns.get(page) ?? Promise.resolve()).then(() => doing<A>(page, request, done))
  lastTurns.set(page, turn)
  await turn
  return lastTurns.get(page) === turn
}
