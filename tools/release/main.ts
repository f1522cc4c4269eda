import { join } from 'node:path'
import { kilobytes } from '../build/report'
import { dist, shown } from '../paths'
import { makeRelease } from './release'

/** `npm run release`: packages and a report of what is inside, in dist/release. Publishes nothing. */
async function main(): Promise<void> {
  const folder = join(dist, 'release')
  const { version, files, packages, problems } = await makeRelease(folder)
  for (const { name, bytes } of files) console.log(`${name.padEnd(28)} ${kilobytes(bytes).padStart(9)}`)
  const licences = [...new Set(packages.map(({ licence }) => licence))].sort().join(', ')
  console.log(`${packages.length} bundled packages, under ${licences}: ${shown(join(folder, 'INSIDE.md'))}`)
  for (const problem of problems) console.error(`release: ${problem}`)
  if (problems.length > 0) process.exitCode = 1
  else console.log(`version ${version} is ready in ${shown(folder)}`)
}

void main()
