import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { foundFile, keyOf } from '../build/names/shortNames'
import { joined, takeApart } from '../build/names/variables'
import { unnamedSdkText } from '../build/sdkText'
import { writeFile } from '../files'
import { phoneSources } from '../paths'
import { searchNames } from './search'

/** `npm run names`: after a change of the SDK looks for names that make its two bundles for phones smaller; some minutes. */
async function main(): Promise<void> {
  const found: Record<string, string> = {}
  for (const entry of ['core', 'whole']) {
    const script = await unnamedSdkText(join(phoneSources, 'sdk', `${entry}.ts`))
    const names = searchNames(script, (bytes) => console.log(`${entry}: ${bytes} B`))
    found[keyOf(script)] = names.join(' ')
    console.log(`${entry}: ${gzipSync(joined(takeApart(script), names), { level: 9 }).length} B with the names found`)
  }
  writeFile(foundFile, `${JSON.stringify(found, null, 2)}\n`)
}

void main()
