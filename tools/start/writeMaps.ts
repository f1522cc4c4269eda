import { mapDocuments } from '../../core/errors/sourceMaps/cutMap'
import type { LocalCloud } from '../../localcloud/localCloud'
import { LOCAL_RELEASE } from '../../localcloud/release'
import { mapsBuilt, shellBuilt } from '../paths'
import { readMaps } from '../symbolicate/readMaps'
import { insertAll } from './insertAll'

/** The browser phone merges all scripts into one file, as WeChat does: its map is the first layer, the build's the second. */
export async function writeMaps({ database }: Pick<LocalCloud, 'database'>): Promise<void> {
  const merged = readMaps(shellBuilt, (source) => /(^|\/)miniprogram\/(?!miniprogram_npm\/)/.test(source))
  const maps = [...merged.map((map) => ({ ...map, file: `shell/${map.file}` })), ...readMaps(mapsBuilt)]
  const { index, parts } = mapDocuments(LOCAL_RELEASE, maps)
  const all = { collectionName: 'sourceMaps', queryType: 'WHERE', query: '{}', multi: true }
  await database.handle({ action: 'database.removeDocument', ...all })
  await insertAll(database, 'sourceMaps', [...parts, index])
}
