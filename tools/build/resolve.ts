import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../paths'
import type { Reference } from './references'

/**
 * Files that a reference means, by WeChat's rules: beside the file, from the app's root when it starts with a slash,
 * else from the nearest miniprogram_npm above. Empty when nothing is there.
 */
export function resolveReference(reference: Reference, fromFile: string, appRoot: string): string[] {
  for (const base of places(reference.path, dirname(fromFile), appRoot)) {
    const files = filesAt(base, reference.kind)
    if (files.length > 0) return files
  }
  return []
}

/** Files of an installed package that a bare reference means: its mini-program build, as package.json names it. */
export function resolveInPackages(reference: Reference): string[] {
  const [, name, rest] = /^(@[^/]+\/[^/]+|[^/@.][^/]*)(?:\/(.*))?$/.exec(reference.path) ?? []
  if (name === undefined) return []
  const folder = packageFolder(name)
  return folder === undefined ? [] : filesAt(join(folder, rest ?? 'index'), reference.kind)
}

/** Where a package keeps its mini-program build; undefined when it is not installed or has none. */
export function packageFolder(name: string): string | undefined {
  const manifest = join(root, 'node_modules', name, 'package.json')
  if (!existsSync(manifest)) return undefined
  const { miniprogram } = JSON.parse(readFileSync(manifest, 'utf8')) as { miniprogram?: string }
  return miniprogram === undefined ? undefined : join(dirname(manifest), miniprogram)
}

function places(path: string, folder: string, appRoot: string): string[] {
  if (path.startsWith('/')) return [join(appRoot, path)]
  if (path.startsWith('.')) return [join(folder, path)]
  const found = [join(folder, path)]
  for (let above = folder; above.length >= appRoot.length; above = dirname(above)) {
    found.push(join(above, 'miniprogram_npm', path))
  }
  return found
}

function filesAt(base: string, kind: Reference['kind']): string[] {
  if (kind === 'file') return [base].filter(isFile)
  for (const stem of [base.replace(/\.js$/, ''), join(base, 'index')]) {
    if (kind === 'script' && isFile(`${stem}.js`)) return [`${stem}.js`]
    if (kind === 'component' && isFile(`${stem}.json`) && isFile(`${stem}.wxml`)) {
      return ['.js', '.json', '.wxml', '.wxss'].map((extension) => stem + extension).filter(isFile)
    }
  }
  return []
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile()
}
