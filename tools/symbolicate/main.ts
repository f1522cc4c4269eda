import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { ourLines } from '../../core/errors/ourLines'
import { mapsKept } from '../paths'
import commands from '../setup/commands.json'
import { openMapStore, repositoryOf } from './mapStore'
import { readMaps } from './readMaps'

const usage = `${commands.symbolicate.usage}\n${commands.symbolicate.does}`

/** `npm run symbolicate`: stacks of real phones back to lines of the source. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    options: { release: { type: 'string' }, keep: { type: 'string' }, maps: { type: 'string' } },
    allowPositionals: true,
  })
  const { release, keep } = values
  const store = openMapStore(values.maps ?? mapsKept)
  if (release === undefined) throw new Error(`--release is missing\n${usage}`)
  if (keep !== undefined) {
    const maps = readMaps(keep)
    if (maps.length === 0)
      throw new Error(`${keep} holds no *.map: build with source maps, or unpack WeChat's archive first`)
    store.keep(release, maps)
    console.log(`kept ${maps.length} source maps for ${release}; the next \`npm run deploy\` takes them along`)
    return
  }
  const stack = readFileSync(positionals[0] ?? 0, 'utf8').trimEnd()
  const lines = await ourLines(repositoryOf(release, store.mapsOf(release)), release, stack)
  if (lines === null) {
    const known = store.releases().join(', ') || 'none yet'
    throw new Error(`there are no maps for ${release} (there are: ${known})\n${usage}`)
  }
  console.log(lines)
}

main().catch((error: Error) => {
  console.error(`symbolicate: ${error.message}`)
  process.exitCode = 1
})
