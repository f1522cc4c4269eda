import type { SourceMapPartDocument } from '../../core/errors/sourceMaps/documents'
import type { SourceMapRepository } from '../../core/ports'
import type { Database } from '../cloud'
import { inChunks, readAll } from './readAll'

export function sourceMapRepository(db: Database): SourceMapRepository {
  const maps = db.collection('sourceMaps')
  return {
    parts: async (ids) => {
      const chunks = inChunks(ids).map((some) =>
        readAll<SourceMapPartDocument>(maps, db.command, { _id: db.command.in(some) }),
      )
      return (await Promise.all(chunks)).flat()
    },
  }
}
