import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { listFiles } from '../files'
import { root } from '../paths'
import { type Finding, found } from './check'
import { layerFolders } from './layers'

/** Made by the build, so that a fresh clone does not have them. */
const made = /^(dist|node_modules|\.tsbuild|\.kandian)(\/|$)/
const folders = [...layerFolders, 'docs', 'dist', '\\.ci']
/** `core/rollup/fold.ts` in backticks, when its first part is a folder of ours. */
const inBackticks = new RegExp(`\`((?:${folders.join('|')})/[\\w./*@-]*)\``, 'g')
const inLinks = /\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g
/** A picture that is given a width is written as HTML. */
const inPictures = /<img src="(?!https?:)([^"]+)"/g

/** Holds the paths that the project's texts name against what is there; one line for each that is not. */
export function checkDocPaths(folder = root): Finding {
  const texts = [
    ...['README.md', 'README.zh-CN.md', 'ARCHITECTURE.md', 'CHANGELOG.md'].map((name) => join(folder, name)),
    ...[...layerFolders, 'docs'].flatMap((name) =>
      listFiles(join(folder, name)).filter((file) => file.endsWith('.md')),
    ),
  ].filter((file) => existsSync(file))
  return found(
    texts.flatMap((file) => missingPaths(file, folder)),
    `${texts.length} texts`,
  )
}

function missingPaths(file: string, folder: string): string[] {
  const text = readFileSync(file, 'utf8')
  const named = [...text.matchAll(inBackticks)].map((match) => ({ path: match[1] as string, base: folder }))
  const linked = [...text.matchAll(inLinks), ...text.matchAll(inPictures)].map((match) => ({
    path: match[1] as string,
    base: dirname(file),
  }))
  return [...named, ...linked]
    .filter(({ path }) => !made.test(path))
    .filter(({ path, base }) => !existsSync(join(base, path.replace(/\*.*$/, ''))))
    .map(({ path }) => `${relative(folder, file)}: ${path} does not exist`)
}
