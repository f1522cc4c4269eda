import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { AnyMap, decodedMappings, type TraceMap } from '@jridgewell/trace-mapping'
import type { DecodedMap } from '../../core/errors/sourceMaps/decodedMap'
import { listFiles } from '../files'

/**
 * Every map of a folder, under the name of the file that it is for.
 * @param isOurs of a source; what is not ours is left out. Default: nothing that a package manager brought
 * @throws Error naming the file that is no source map
 */
export function readMaps(folder: string, isOurs = (source: string) => !source.includes('node_modules/')): DecodedMap[] {
  return listFiles(folder)
    .filter((file) => file.endsWith('.map'))
    .map((file) => {
      const map = parsed(file)
      return {
        file: mappedFile(relative(folder, file)),
        sources: map.resolvedSources.map((source) => (source !== null && isOurs(source) ? plain(source) : null)),
        names: map.names,
        lines: decodedMappings(map),
      }
    })
    .filter(({ sources }) => sources.some((source) => source !== null))
}

function parsed(file: string): TraceMap {
  try {
    return new AnyMap(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`${file} is no source map: ${(error as Error).message}`)
  }
}

/** Without `webpack:///`, and without steps up from wherever the map lay. */
const plain = (source: string): string => source.replace(/^[a-z]+:\/\/[^/]*\//i, '').replace(/^(\.{0,2}\/)+/, '')

/** WeChat's archive names the map of `app-service.js` `__APP__/app-service.map.map`; everybody else `x.js.map`. */
const mappedFile = (map: string): string =>
  map
    .split('\\')
    .join('/')
    .replace(/^(__APP__|__FULL__)\//, '')
    .replace(/(\.map)?\.map$/, '')
    .replace(/(\.js)?$/, '.js')
