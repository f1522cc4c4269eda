import type { Board } from '../../core/documents/board'
import type { HeartbeatDocument } from '../../core/documents/heartbeat'
import type { Sales } from '../../core/documents/sales'
import type { Changed, HeartbeatRepository } from '../../core/ports'
import type { Command, Database, Operator } from '../cloud'
import { insertOnce } from './insertOnce'
import { readAll } from './readAll'

/** All beats lie in one document, so that a run writes all of its cursors at once; of several shards each has its own. */
const ALL = 'all'
const allOf = (shard?: string): string => (shard === undefined ? ALL : `${ALL}:${shard}`)
/** Every text that begins with `all:` lies between. */
const AFTER_ALL = `${ALL};`
const isAll = ({ _id }: { _id: string }): boolean => _id === ALL || _id.startsWith(`${ALL}:`)

/** Those documents, and cursors that were handed over as documents of their own (tools/history). */
export const beatIds = (command: Command, ids: readonly string[]): Operator =>
  command.in(ids).or(command.gte(ALL).and(command.lt(AFTER_ALL)))

interface AllBeats {
  _id: string
  beats?: Record<string, { at: number; through: number }>
  boards?: Record<string, Board>
  sales?: Record<string, Sales>
  changes?: Partial<Record<Changed, number>>
}

const BEATS = { beats: true, at: true, through: true }

export type StoredBeats = HeartbeatDocument | AllBeats

/** The latest of all where a cursor lies in several documents. */
export function beatsOf(found: readonly StoredBeats[], ids: readonly string[]): Map<string, HeartbeatDocument> {
  const beats = new Map<string, HeartbeatDocument>()
  for (const document of found) if ('through' in document) beats.set(document._id, document)
  for (const all of found.filter(isAll) as AllBeats[])
    for (const id of ids) {
      const beat = all.beats?.[id]
      if (beat === undefined) continue
      const { at = 0, through = 0 } = beats.get(id) ?? {}
      beats.set(id, { _id: id, at: Math.max(at, beat.at), through: Math.max(through, beat.through) })
    }
  return beats
}

/** Of all stores; of one that moved what was told later. */
export function salesOf(found: readonly StoredBeats[]): Map<string, Sales> {
  const sold = (found.filter(isAll) as AllBeats[]).flatMap(({ sales }) => Object.values(sales ?? {}))
  return new Map(sold.sort((a, b) => a.at - b.at).map((one) => [one.store, one]))
}

const changesOf = (all: readonly AllBeats[]): Record<Changed, number> => ({
  ...{ incidents: 0, credits: 0 },
  ...all.find(({ _id }) => _id === ALL)?.changes,
})

export function heartbeatRepository(db: Database): HeartbeatRepository {
  const heartbeats = db.collection('heartbeats')
  const command = db.command
  const beatAll = async (
    beats: readonly HeartbeatDocument[],
    boards: readonly Board[] = [],
    shard?: string,
    sales: readonly Sales[] = [],
  ): Promise<void> => {
    const _id = allOf(shard)
    if (beats.length + boards.length + sales.length === 0) return
    const forward = beats.flatMap(({ _id, at, through }) => [
      [`beats.${_id}.at`, command.max(at)],
      [`beats.${_id}.through`, command.max(through)],
    ])
    const shown = boards.map((board) => [`boards.${board.store}`, command.set(board)])
    const sold = sales.map((one) => [`sales.${one.store}`, command.set(one)])
    const change = Object.fromEntries([...forward, ...shown, ...sold])
    const update = () => heartbeats.where({ _id }).update({ data: change })
    if ((await update()).stats.updated > 0) return
    const fresh = Object.fromEntries(beats.map(({ _id, at, through }) => [_id, { at, through }]))
    const own = <T extends { store: string }>(all: readonly T[]) =>
      Object.fromEntries(all.map((one) => [one.store, one]))
    const document = { _id, beats: fresh, boards: own(boards), sales: own(sales) }
    if ((await insertOnce(heartbeats, document)) === 'exists') await update()
  }
  const find = async (ids: readonly string[], more: Record<string, boolean> = {}) => {
    const wanted = { _id: beatIds(command, ids) }
    const fields = { ...BEATS, ...more }
    const found = await readAll<StoredBeats>(heartbeats, command, wanted, { fields })
    return { all: found.filter(isAll) as AllBeats[], beats: beatsOf(found, ids) }
  }
  return {
    read: async (ids) => (await find(ids)).beats,
    glance: async (ids, store) => {
      const { all, beats } = await find(ids, { changes: true, [`boards.${store}`]: true })
      const changes = changesOf(all)
      const boards = all.flatMap((one) => one.boards?.[store] ?? [])
      // of a store that moved there are two
      const [board = null] = boards.sort((a, b) => b.window.to - a.window.to)
      return { beats, changes, board }
    },
    readSales: async (shard) => {
      const found = await heartbeats
        .where({ _id: allOf(shard) })
        .field({ sales: true })
        .get()
      return (found.data as AllBeats[]).flatMap(({ sales }) => Object.values(sales ?? {}))
    },
    bump: async (changed) => {
      const change = { [`changes.${changed}`]: command.inc(1) }
      const update = () => heartbeats.where({ _id: ALL }).update({ data: change })
      if ((await update()).stats.updated > 0) return
      if ((await insertOnce(heartbeats, { _id: ALL, changes: { [changed]: 1 } })) === 'exists') await update()
    },
    beat: (id, at, through) => beatAll([{ _id: id, at, through }]),
    beatAll,
    lease: async (name, nowMs, untilMs) => {
      const lease = { at: nowMs, through: untilMs }
      const _id = `lease:${name}`
      const { stats } = await heartbeats.where({ _id, through: command.lte(nowMs) }).update({ data: lease })
      return stats.updated > 0 || (await insertOnce(heartbeats, { _id, ...lease })) === 'inserted'
    },
  }
}
