import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, extname, join, relative } from 'node:path'
import { transform } from 'esbuild'
import { listFiles, writeFile } from '../files'
import { root } from '../paths'
import { referencesOf } from './references'
import { packageFolder, resolveInPackages, resolveReference } from './resolve'

/**
 * Copies those files of mini-program npm packages that the built mini-program really uses, and what they use in turn,
 * to where WeChat looks for them: into the subpackage, where only one uses them, since the main package is what every
 * customer loads. All of TDesign would take more than half of that.
 */
export async function copyNpmParts(folder: string): Promise<void> {
  const wanted = new Set<string>()
  const users = listFiles(folder)
    .map((file) => ({ file, parts: packageFilesOf(file, folder) }))
    .filter(({ parts }) => parts.length > 0)
  const place = sharedFolder(
    users.map(({ file }) => file),
    folder,
  )
  const queue = users.flatMap(({ parts }) => parts)
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (wanted.has(file)) continue
    wanted.add(file)
    queue.push(...insideThePackage(file))
  }
  await Promise.all([...wanted].map((file) => copyPart(file, place)))
}

/** The subpackage in which all of these files lie, else the whole app. */
function sharedFolder(files: readonly string[], folder: string): string {
  const config = join(folder, 'app.json')
  const app = existsSync(config) ? (JSON.parse(readFileSync(config, 'utf8')) as AppConfig) : {}
  const roots = [...(app.subPackages ?? []), ...(app.subpackages ?? [])].map(({ root }) => join(folder, root))
  return roots.find((root) => files.every((file) => file.startsWith(join(root, '/')))) ?? folder
}

interface AppConfig {
  subPackages?: { root: string }[]
  subpackages?: { root: string }[]
}

function packageFilesOf(file: string, folder: string): string[] {
  return referencesOf(file)
    .filter((reference) => resolveReference(reference, file, folder).length === 0)
    .flatMap(resolveInPackages)
}

function insideThePackage(file: string): string[] {
  const home = homeOf(file).folder
  return referencesOf(file).flatMap((reference) => resolveReference(reference, file, home))
}

/** The package that a file lies in: its name, and the folder of its mini-program build. */
function homeOf(file: string): { name: string; folder: string } {
  const [first = '', second = ''] = relative(join(root, 'node_modules'), file).split(/[\\/]/)
  const name = first.startsWith('@') ? `${first}/${second}` : first
  return { name, folder: packageFolder(name) ?? dirname(file) }
}

async function copyPart(file: string, folder: string): Promise<void> {
  const { name, folder: home } = homeOf(file)
  const place = join(folder, 'miniprogram_npm', name, relative(home, file))
  if (extname(file) === '.js') {
    const { code } = await transform(readFileSync(file, 'utf8'), {
      format: 'cjs',
      target: 'es2018',
      minify: true,
      charset: 'utf8',
      logLevel: 'silent',
    })
    writeFile(place, code)
    return
  }
  mkdirSync(dirname(place), { recursive: true })
  copyFileSync(file, place)
}
