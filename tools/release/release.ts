import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Metafile } from 'esbuild'
import { buildAll } from '../build/build'
import { bundleFunction, functionNames } from '../build/functions'
import { bundleCharts, chartEngine } from '../build/phone'
import { writeFile } from '../files'
import { phoneSources, root, sdkBuilt } from '../paths'
import { type BundledPackage, bundledPackages, unknownLicences } from './bundledPackages'
import { pack } from './pack'
import { type ReleasedFile, reportText } from './reportText'
import { writeServerPackage } from './serverPackage'

export interface Release {
  version: string
  files: ReleasedFile[]
  packages: BundledPackage[]
  problems: string[]
}

/** Makes a release in a folder: the SDK and the server wrapper as packages, and the report of what all parts hold. */
export async function makeRelease(folder: string): Promise<Release> {
  const { problems } = await buildAll(undefined, ['functions', 'sdk', 'phone'])
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const server = join(folder, 'kandian-server')
  writeServerPackage(server, version)
  const files = [sdkBuilt, server].map((from) => {
    const name = pack(from, folder)
    return { name, bytes: statSync(join(folder, name)).size }
  })
  const packages = bundledPackages(await bundles(join(folder, 'scratch')))
  rmSync(join(folder, 'scratch'), { recursive: true, force: true })
  rmSync(server, { recursive: true })
  writeFile(join(folder, 'INSIDE.md'), reportText(version, files, packages))
  return {
    version,
    files,
    packages,
    problems: [...problems, ...changelogProblems(version), ...unknownLicences(packages)],
  }
}

async function bundles(scratch: string): Promise<Map<string, Metafile>> {
  const found = new Map<string, Metafile>()
  for (const name of functionNames()) found.set(name, await bundleFunction(name, join(scratch, name, 'index.js')))
  found.set('owner’s pages', await bundleCharts(join(phoneSources, chartEngine), join(scratch, 'charts.js')))
  return found
}

/** A version that nobody can read about is none. */
function changelogProblems(version: string): string[] {
  const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8')
  return changelog.includes(`## ${version} `) ? [] : [`CHANGELOG.md has no heading "## ${version} - date"`]
}
