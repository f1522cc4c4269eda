import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashOf, writeFile } from '../files'
import { dist, functionsBuilt, root, sdkBuilt } from '../paths'

/** The parts of a build, in the order in which they need each other. */
export type Target = 'functions' | 'sdk' | 'phone' | 'shell'

const everyTarget = ['package-lock.json', 'tools/build', 'tools/files.ts', 'tools/paths.ts', 'contract']
const inputs: Record<Target, string[]> = {
  functions: ['core', 'adapters', 'cloudfunctions', 'database'],
  sdk: ['miniprogram/sdk'],
  phone: ['miniprogram', 'project.config.json'],
  shell: ['miniprogram', 'localcloud/phone', 'localcloud/desk', 'localcloud/console', 'localcloud/meter'],
}
const stamp = join(dist, '.fresh.json')

/** Hash of everything a target is made from. */
export function inputHash(target: Target): string {
  return hashOf([...everyTarget, ...inputs[target]].map((path) => join(root, path)))
}

/** Hashes of the last good build of each target. */
export function lastBuilt(): Partial<Record<Target, string>> {
  if (!existsSync(stamp)) return {}
  return JSON.parse(readFileSync(stamp, 'utf8')) as Partial<Record<Target, string>>
}

/**
 * For what runs dist/ without building it: of an old build a test would fail with words that mislead.
 * @throws Error that names the parts and the remedy
 */
export function requireFresh(...targets: Target[]): void {
  const last = lastBuilt()
  const old = targets.filter((target) => last[target] !== inputHash(target))
  if (old.length > 0) throw new Error(`dist/ is missing or older than its sources (${old.join(', ')}): npm run build`)
}

/** Folder of a part that is built from the sources as they are. @throws as `requireFresh` */
export function built(target: 'functions' | 'sdk'): string {
  requireFresh(target)
  return target === 'sdk' ? sdkBuilt : functionsBuilt
}

/** Remembers that a target was built from inputs of this hash; undefined: that its last build failed. */
export function remember(target: Target, hash: string | undefined): void {
  const { [target]: _, ...others } = lastBuilt()
  writeFile(stamp, `${JSON.stringify(hash === undefined ? others : { ...others, [target]: hash }, null, 2)}\n`)
}
