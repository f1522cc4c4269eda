import { readFileSync, statSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import { listFiles } from '../../files'
import type { Project } from '../project'

/** A script of theirs. */
export interface Source {
  path: string
  text: string
}

const scripts = new Set(['.js', '.ts'])
/** Bundles and libraries are longer, and say nothing of the shop. */
const longestBytes = 300_000
const notTheirs = /(^|\/)(node_modules|miniprogram_npm|kandian)\/|\.d\.ts$/

/** Scripts of their functions and pages, without libraries. */
export function sourcesOf({ folder, appRoot, functionRoot }: Project): Source[] {
  const roots = [join(folder, functionRoot), join(folder, appRoot)]
  const files = new Set(roots.flatMap((root) => listFiles(root)))
  return [...files]
    .map((file) => ({ file, path: relative(folder, file).split('\\').join('/') }))
    .filter(
      ({ file, path }) => scripts.has(extname(file)) && !notTheirs.test(path) && statSync(file).size <= longestBytes,
    )
    .map(({ file, path }) => ({ path, text: readFileSync(file, 'utf8') }))
}
