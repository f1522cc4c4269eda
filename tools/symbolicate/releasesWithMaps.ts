import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DecodedMap } from '../../core/errors/sourceMaps/decodedMap'
import { mapsBuilt, mapsKept, root } from '../paths'
import { openMapStore } from './mapStore'
import { readMaps } from './readMaps'

/** What a deployment takes along: the maps of this build under the version of package.json, and all that were kept. */
export function releasesWithMaps(): { release: string; maps: DecodedMap[] }[] {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const store = openMapStore(mapsKept)
  store.keep(version, readMaps(mapsBuilt))
  return store.releases().map((release) => ({ release, maps: store.mapsOf(release) }))
}
