import type { HeartbeatDocument } from '../../core/documents'
import type { HeartbeatRepository } from '../../core/ports'
import type { Database } from '../cloud'
import { insertOnce } from './insertOnce'
import { readAll } from './readAll'

/** All beats lie in one document, so that a run writes all of its cursors at once. */
const ALL = 'all'

interface AllBeats {
  _id: string
  beats?: Record<string, { at: number; through: number }>
}

export function heartbeatRepository(db: Database): HeartbeatRepository {
  const heartbeats = db.collection('heartbeats')
  const command = db.command
  const beatAll = async (beats: readonly HeartbeatDocument[]): Promise<void> => {
    if (beats.length === 0) return
    const forward = beats.flatMap(({ _id, at, through }) => [
      [`beats.${_id}.at`, command.max(at)],
      [`beats.${_id}.through`, command.max(through)],
    ])
    const update = () => heartbeats.where({ _id: ALL }).update({ data: Object.fromEntries(forward) })
    if ((await update()).stats.updated > 0) return
    const fresh = Object.fromEntries(beats.map(({ _id, at, through }) => [_id, { at, through }]))
    if ((await insertOnce(heartbeats, { _id: ALL, beats: fresh })) === 'exists') await update()
  }
  return {
    read: async (ids) => {
      // cursors may also have been handed over as documents of their own (tools/history)
      const wanted = { _id: command.in([ALL, ...ids]) }
      const found = await readAll<HeartbeatDocument | AllBeats>(heartbeats, command, wanted)
      const read = new Map<string, HeartbeatDocument>()
      for (const document of found) if ('through' in document) read.set(document._id, document)
      const { beats = {} } = (found.find(({ _id }) => _id === ALL) ?? {}) as AllBeats
      for (const id of ids) {
        const beat = beats[id]
        if (beat === undefined) continue
        const { at = 0, through = 0 } = read.get(id) ?? {}
        read.set(id, { _id: id, at: Math.max(at, beat.at), through: Math.max(through, beat.through) })
      }
      return read
    },
    beat: (id, at, through) => beatAll([{ _id: id, at, through }]),
    beatAll,
  }
}
