import { type Answer, ok, refuse } from '../../contract/answer'
import type { StaffDocument } from '../documents/staff'
import { queued } from '../incidents/lease'
import type { Ports } from '../ports'
import { MINUTE_MS } from '../time/units'
import { choresHeartbeat } from './chores'

/** Long enough for the timer to come by, and for what it has to try again. */
const LOOKED_AT_MS = 30 * MINUTE_MS
/** One a minute: whoever taps twice gets one. */
const SPACING_MS = MINUTE_MS

/** Puts down a test message to oneself, for the timer to send: only functions that a timer starts can send. */
export const requestTest = async (
  ports: Pick<Ports, 'notices' | 'heartbeats'>,
  person: StaffDocument,
  store: string,
  now: number,
): Promise<Answer<{ notice: string }>> => {
  if (!person.stores.includes(store)) return refuse('not_found', 'there is no such store among yours', 'store')
  const _id = `test:${store}:${person._id}:${Math.floor(now / SPACING_MS)}`
  const receiver = { staff: person._id, name: person.name, openid: person.openid, templateId: '' }
  await ports.heartbeats.beat(choresHeartbeat, now, now + LOOKED_AT_MS)
  await ports.notices.insert({
    _id,
    version: 1,
    store,
    kind: 'test',
    severity: 'ok',
    title: '试一条',
    sentence: '收到就说明叫得到你',
    createdAt: now,
    nextAt: now,
    deliveries: { [person._id]: queued(receiver, now) },
  })
  return ok({ notice: _id })
}
