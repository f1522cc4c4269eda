import { readFileSync } from 'node:fs'
import { extname } from 'node:path'

/** Something that a mini-program file names: a component (four files), a script, or one exact file. */
export interface Reference {
  path: string
  kind: 'component' | 'script' | 'file'
}

const patterns: Record<string, { kind: Reference['kind']; pattern: RegExp }[]> = {
  '.js': [
    { kind: 'script', pattern: /\brequire\(\s*["']([^"']+)["']\s*\)/g },
    { kind: 'script', pattern: /\bfrom\s*["']([^"'\s]+)["']/g },
    { kind: 'script', pattern: /\bimport\s*["']([^"'\s]+)["']/g },
  ],
  '.wxml': [{ kind: 'file', pattern: /<(?:import|include|wxs)\b[^>]*?\bsrc="([^"{]+)"/g }],
  '.wxss': [{ kind: 'file', pattern: /@import\s+["']([^"']+)["']/g }],
  '.wxs': [{ kind: 'file', pattern: /\brequire\(\s*["']([^"']+)["']\s*\)/g }],
}

/** What one file of a mini-program names, as it is written there. */
export function referencesOf(file: string): Reference[] {
  const extension = extname(file)
  if (extension === '.json') return componentsOf(readFileSync(file, 'utf8'))
  const found = patterns[extension]
  if (found === undefined) return []
  const text = readFileSync(file, 'utf8')
  return found.flatMap(({ kind, pattern }) =>
    [...text.matchAll(pattern)].map((match) => ({ path: match[1] as string, kind })),
  )
}

interface ComponentConfig {
  usingComponents?: Record<string, string>
  componentGenerics?: Record<string, true | { default?: string }>
}

function componentsOf(json: string): Reference[] {
  const { usingComponents = {}, componentGenerics = {} } = JSON.parse(json) as ComponentConfig
  const defaults = Object.values(componentGenerics).flatMap((generic) =>
    generic !== true && generic.default !== undefined ? [generic.default] : [],
  )
  return [...Object.values(usingComponents), ...defaults]
    .filter((path) => !path.startsWith('plugin://'))
    .map((path) => ({ path, kind: 'component' as const }))
}
