import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeFile } from '../files'
import { typesOf } from '../integrate/parts/types'
import { sdkBuilt } from '../paths'

/** Lays out the server wrapper as a package of its own, for shops that install packages in their functions. */
export function writeServerPackage(folder: string, version: string): void {
  writeFile(join(folder, 'index.js'), readFileSync(join(sdkBuilt, 'server', 'index.js')))
  for (const [path, text] of typesOf('server/index.d.ts')) {
    writeFile(join(folder, path), path === 'index.d.ts' ? text.replaceAll("'../types/", "'./types/") : text)
  }
  const manifest = {
    name: 'kandian-server',
    version,
    license: 'MIT',
    main: 'index.js',
    types: 'index.d.ts',
    engines: { node: '>=16' },
  }
  writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}
