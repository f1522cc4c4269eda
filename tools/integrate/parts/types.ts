import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { sdkBuilt } from '../../paths'

const fromPattern = /\bfrom\s+'(\.[^']+)'/g

/** Declarations that an entry of the SDK leads to, by their path; the entry itself becomes index.d.ts. */
export function typesOf(entry: string): Map<string, string> {
  const found = new Map<string, string>()
  const queue = [join(sdkBuilt, entry)]
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    const path = relative(sdkBuilt, file).split('\\').join('/')
    if (found.has(path) || !existsSync(file)) continue
    const text = readFileSync(file, 'utf8')
    found.set(path, text)
    for (const [, target] of text.matchAll(fromPattern)) {
      const base = join(dirname(file), target as string)
      queue.push(...[`${base}.d.ts`, join(base, 'index.d.ts')].filter((candidate) => existsSync(candidate)))
    }
  }
  return new Map([...found].map(([path, text]) => [path === entry ? 'index.d.ts' : path, text]))
}
