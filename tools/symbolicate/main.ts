import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../paths'
import { openMapStore } from './mapStore'
import { symbolicate } from './symbolicate'

const usage = `npm run symbolicate -- --release 1.2.0 --keep DIR    keeps the source maps in DIR for this release
npm run symbolicate -- --release 1.2.0 [FILE]       prints the stack in FILE (or what comes in) with our lines`

/** `npm run symbolicate`: stacks of real phones back to lines of the source. */
function main(): void {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    options: { release: { type: 'string' }, keep: { type: 'string' }, maps: { type: 'string' } },
    allowPositionals: true,
  })
  const { release, keep } = values
  const store = openMapStore(values.maps ?? join(root, '.kandian', 'maps'))
  if (release === undefined) throw new Error(`--release is missing\n${usage}`)
  if (keep !== undefined) {
    const kept = store.keep(release, keep)
    if (kept === 0) throw new Error(`${keep} holds no *.map: build with source maps, or unpack WeChat's archive first`)
    console.log(`kept ${kept} source maps for ${release}`)
    return
  }
  if (!store.releases().includes(release)) {
    const known = store.releases().join(', ') || 'none yet'
    throw new Error(`there are no maps for ${release} (there are: ${known})\n${usage}`)
  }
  console.log(symbolicate(store, release, readFileSync(positionals[0] ?? 0, 'utf8').trimEnd()))
}

try {
  main()
} catch (error) {
  console.error(`symbolicate: ${(error as Error).message}`)
  process.exitCode = 1
}
