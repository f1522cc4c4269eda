import type { HeartbeatDocument } from '../../core/documents'
import type { HeartbeatRepository } from '../../core/ports'
import type { Database } from '../cloud'
import { insertOnce } from './insertOnce'
import { readAll } from './readAll'

export function heartbeatRepository(db: Database): HeartbeatRepository {
  const heartbeats = db.collection('heartbeats')
  const command = db.command
  return {
    read: async (ids) => {
      const found = await readAll<HeartbeatDocument>(heartbeats, command, { _id: command.in(ids) })
      return new Map(found.map((heartbeat) => [heartbeat._id, heartbeat]))
    },
    beat: async (id, at, through) => {
      const forward = { at: command.max(at), through: command.max(through) }
      const update = () => heartbeats.where({ _id: id }).update({ data: forward })
      if ((await update()).stats.updated > 0) return
      if ((await insertOnce(heartbeats, { _id: id, at, through })) === 'exists') await update()
    },
  }
}
