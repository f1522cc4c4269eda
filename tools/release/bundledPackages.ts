import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Metafile } from 'esbuild'
import { root } from '../paths'

/** A package that travels inside something of ours. */
export interface BundledPackage {
  name: string
  version: string
  licence: string
  /** bytes in each part that holds it */
  inParts: Record<string, number>
}

/** Licences that let us ship a copy inside ours, as long as their text goes along. */
const allowed = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'Unlicense',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Python-2.0',
])
/** Tencent's own parts of wx-server-sdk (MIT) that declare no licence by themselves; shown as `none declared`. */
const partsOfTheSdk = new Set(['@cloudbase/wx-cloud-client-sdk', '@cloudbase/signature-nodejs'])
const packagePattern = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//

/** Packages in the bundles, most bytes first. @param bundles part → what esbuild says of it */
export function bundledPackages(bundles: ReadonlyMap<string, Metafile>): BundledPackage[] {
  const found = new Map<string, BundledPackage>()
  for (const [part, { outputs }] of bundles) {
    for (const { inputs } of Object.values(outputs)) {
      for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
        const match = packagePattern.exec(file)
        if (match === null || bytesInOutput === 0) continue
        const folder = match[0]
        const known = found.get(folder) ?? describePackage(folder, match[1] as string)
        known.inParts[part] = (known.inParts[part] ?? 0) + bytesInOutput
        found.set(folder, known)
      }
    }
  }
  return [...found.values()].sort((a, b) => largest(b) - largest(a))
}

export const largest = ({ inParts }: BundledPackage): number => Math.max(...Object.values(inParts))

/** Packages whose licence was not looked at yet, a sentence each. */
export const unknownLicences = (packages: readonly BundledPackage[]): string[] =>
  packages
    .filter(({ name }) => !partsOfTheSdk.has(name))
    .filter(({ licence }) => !licence.split(/ OR /).some((each) => allowed.has(each.replace(/[()]/g, ''))))
    .map(({ name, version, licence }) => `${name} ${version} is under "${licence}", which is not on the list`)

function describePackage(folder: string, name: string): BundledPackage {
  const manifest = join(root, folder, 'package.json')
  const { version = '?', license } = existsSync(manifest)
    ? (JSON.parse(readFileSync(manifest, 'utf8')) as { version?: string; license?: string | { type: string } })
    : {}
  return {
    name,
    version,
    licence: typeof license === 'string' ? license : (license?.type ?? 'none declared'),
    inParts: {},
  }
}
