import { type Answer, ok, refuse } from '../../contract/answer'
import { CONFLICT, retryConflict } from '../concurrency/retryConflict'
import type { SilenceDocument } from '../documents/silence'
import type { StaffDocument } from '../documents/staff'
import type { Ports } from '../ports'

const notYours = refuse('not_found', 'there is no such store among yours', 'store')

/** Writes down that nobody is told of something for a while. Asked twice at once it is one. */
export const addSilence = async (
  ports: Pick<Ports, 'silences'>,
  person: StaffDocument,
  silence: Omit<SilenceDocument, '_id' | 'version' | 'by'>,
): Promise<Answer<{ silence: string; until: number }>> => {
  if (!person.stores.includes(silence.store)) return notYours
  const _id = `${silence.store}:${silence.kind}:${silence.area ?? 'all'}:${silence.from}`
  await ports.silences.write({ ...silence, _id, version: 1, by: person.name }, 0)
  return ok({ silence: _id, until: silence.until })
}

/** Ends one now. What still fires is told with the next run. */
export const endSilence = (
  ports: Pick<Ports, 'silences'>,
  person: StaffDocument,
  id: string,
  now: number,
): Promise<Answer<{ silence: string }>> =>
  retryConflict(async () => {
    const silence = await ports.silences.read(id)
    if (!silence || !person.stores.includes(silence.store)) {
      return refuse('not_found', 'there is no such silence in your shops', 'silence')
    }
    if (silence.until <= now) return ok({ silence: id })
    const ended = { ...silence, until: now, version: silence.version + 1 }
    return (await ports.silences.write(ended, silence.version)) ? ok({ silence: id }) : CONFLICT
  })
