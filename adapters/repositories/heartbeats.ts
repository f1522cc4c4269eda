import type { Board, HeartbeatDocument } from '../../core/documents'
import type { Changed, HeartbeatRepository } from '../../core/ports'
import type { Database } from '../cloud'
import { insertOnce } from './insertOnce'
import { readAll } from './readAll'

/** All beats lie in one document, so that a run writes all of its cursors at once. */
const ALL = 'all'

interface AllBeats {
  _id: string
  beats?: Record<string, { at: number; through: number }>
  boards?: Record<string, Board>
  changes?: Partial<Record<Changed, number>>
}

const BEATS = { beats: true, at: true, through: true }

export type StoredBeats = HeartbeatDocument | AllBeats

/** The later of both where a cursor lies in the one document and in one of its own. */
export function beatsOf(found: readonly StoredBeats[], ids: readonly string[]): Map<string, HeartbeatDocument> {
  const all = (found.find(({ _id }) => _id === ALL) ?? {}) as AllBeats
  const beats = new Map<string, HeartbeatDocument>()
  for (const document of found) if ('through' in document) beats.set(document._id, document)
  for (const id of ids) {
    const beat = all.beats?.[id]
    if (beat === undefined) continue
    const { at = 0, through = 0 } = beats.get(id) ?? {}
    beats.set(id, { _id: id, at: Math.max(at, beat.at), through: Math.max(through, beat.through) })
  }
  return beats
}

export function heartbeatRepository(db: Database): HeartbeatRepository {
  const heartbeats = db.collection('heartbeats')
  const command = db.command
  const beatAll = async (beats: readonly HeartbeatDocument[], boards: readonly Board[] = []): Promise<void> => {
    if (beats.length === 0 && boards.length === 0) return
    const forward = beats.flatMap(({ _id, at, through }) => [
      [`beats.${_id}.at`, command.max(at)],
      [`beats.${_id}.through`, command.max(through)],
    ])
    const shown = boards.map((board) => [`boards.${board.store}`, command.set(board)])
    const change = Object.fromEntries([...forward, ...shown])
    const update = () => heartbeats.where({ _id: ALL }).update({ data: change })
    if ((await update()).stats.updated > 0) return
    const fresh = Object.fromEntries(beats.map(({ _id, at, through }) => [_id, { at, through }]))
    const freshBoards = Object.fromEntries(boards.map((board) => [board.store, board]))
    if ((await insertOnce(heartbeats, { _id: ALL, beats: fresh, boards: freshBoards })) === 'exists') await update()
  }
  const find = async (ids: readonly string[], more: Record<string, boolean> = {}) => {
    // cursors may also have been handed over as documents of their own (tools/history)
    const wanted = { _id: command.in([ALL, ...ids]) }
    const fields = { ...BEATS, ...more }
    const found = await readAll<StoredBeats>(heartbeats, command, wanted, { fields })
    const all = (found.find(({ _id }) => _id === ALL) ?? {}) as AllBeats
    return { all, beats: beatsOf(found, ids) }
  }
  return {
    read: async (ids) => (await find(ids)).beats,
    glance: async (ids, store) => {
      const { all, beats } = await find(ids, { changes: true, [`boards.${store}`]: true })
      const changes = { incidents: 0, credits: 0, ...all.changes }
      return { beats, changes, board: all.boards?.[store] ?? null }
    },
    bump: async (changed) => {
      const change = { [`changes.${changed}`]: command.inc(1) }
      const update = () => heartbeats.where({ _id: ALL }).update({ data: change })
      if ((await update()).stats.updated > 0) return
      if ((await insertOnce(heartbeats, { _id: ALL, changes: { [changed]: 1 } })) === 'exists') await update()
    },
    beat: (id, at, through) => beatAll([{ _id: id, at, through }]),
    beatAll,
  }
}
