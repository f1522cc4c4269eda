import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, extname, join, relative } from 'node:path'
import { transform } from 'esbuild'
import { listFiles, writeFile } from '../files'
import { root } from '../paths'
import { referencesOf } from './references'
import { packageFolder, resolveInPackages, resolveReference } from './resolve'

/**
 * Copies those files of mini-program npm packages that the built mini-program really uses, and what they use in turn,
 * to where WeChat looks for them. All of TDesign would take more than half of the main package.
 */
export async function copyNpmParts(folder: string): Promise<void> {
  const wanted = new Set<string>()
  const queue = listFiles(folder).flatMap((file) => packageFilesOf(file, folder))
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (wanted.has(file)) continue
    wanted.add(file)
    queue.push(...insideThePackage(file))
  }
  await Promise.all([...wanted].map((file) => copyPart(file, folder)))
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
