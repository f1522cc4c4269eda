import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { listFiles } from '../files'
import { root } from '../paths'
import { type Finding, found } from './check'

/** Imports that must vanish when types are taken out: a value behind them would bring zod to a phone, or not be there. */
const fences = [
  { from: /^contract\/(?!schemas\/)/, to: /\/schemas(\/|$)/ },
  { from: /^miniprogram\/(?!sdk\/)/, to: /\/contract\// },
]
const importPattern =
  /^(?:import|export)\s+(?!type\b)(?:(?:[\w$]+\s*,?\s*)?(?:\{[^}]*\}|\*(?:\s+as\s+[\w$]+)?)?\s*from\s+)?'([^']+)'/gm

/** Finds imports of values where only types may be imported; one line for each, `file: path`. */
export function checkTypeOnlyImports(folder = root): Finding {
  const files = ['contract', 'miniprogram']
    .flatMap((name) => listFiles(join(folder, name)))
    .filter((file) => file.endsWith('.ts'))
  return found(
    files.flatMap((file) => valueImports(relative(folder, file).split('\\').join('/'), readFileSync(file, 'utf8'))),
  )
}

function valueImports(name: string, source: string): string[] {
  const targets = fences.filter(({ from }) => from.test(name)).map(({ to }) => to)
  return [...source.matchAll(importPattern)]
    .map((match) => match[1] as string)
    .filter((path) => targets.some((target) => target.test(path)))
    .map((path) => `${name}: only types may be imported from ${path} (import type)`)
}
