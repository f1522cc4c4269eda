import { statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { phonePackageBudgetBytes } from '../build/budgets'
import { kilobytes } from '../build/report'
import { listFiles } from '../files'
import type { Change } from './changes'
import { folderOf, type Project } from './project'

/** A package of the app and what it weighs before WeChat makes it smaller. */
interface PackageSize {
  name: string
  bytes: number
}

/** Sizes of the main package and of each subpackage once the changes are made. */
export function packageSizes(project: Project, pages: string, changes: readonly Change[]): PackageSize[] {
  const { folder, appRoot, app } = project
  const roots = [
    ...new Set([...(app.subPackages ?? app.subpackages ?? []).map(({ root = '' }) => folderOf(root)), `${pages}/`]),
  ]
  const sizes = new Map<string, number>([['main package', 0], ...roots.map((root): [string, number] => [root, 0])])
  const weigh = (path: string, bytes: number) => {
    const name = roots.find((root) => path.startsWith(root)) ?? 'main package'
    sizes.set(name, (sizes.get(name) ?? 0) + bytes)
  }
  const isPacked = packedBy(project)
  const changed = new Set(changes.map(({ path }) => path))
  for (const file of listFiles(join(folder, appRoot))) {
    const path = relative(join(folder, appRoot), file).split('\\').join('/')
    if (isPacked(path) && !changed.has(appRoot + path)) weigh(path, statSync(file).size)
  }
  for (const change of changes) {
    if (!change.path.startsWith(appRoot) || change.kind === 'delete') continue
    const path = change.path.slice(appRoot.length)
    if (isPacked(path)) weigh(path, change.kind === 'edit' ? Buffer.byteLength(change.after) : change.content.length)
  }
  return [...sizes].map(([name, bytes]) => ({ name, bytes }))
}

/** Packages that WeChat would refuse, a sentence each. */
export function tooLarge(sizes: readonly PackageSize[]): string[] {
  return sizes
    .filter(({ bytes }) => bytes > phonePackageBudgetBytes)
    .map(
      ({ name, bytes }) =>
        `${name} would weigh ${kilobytes(bytes)}, more than WeChat's ${kilobytes(phonePackageBudgetBytes)}: ` +
        'move pages into a subpackage, or leave files out with packOptions.ignore',
    )
}

const neverPacked = /(^|\/)(node_modules|\.git)\/|\.d\.ts$|\.md$/

/** What DevTools leaves out: its own habits, and packOptions.ignore of project.config.json. */
function packedBy({ config, appRoot, functionRoot }: Project): (path: string) => boolean {
  const rules = config.packOptions?.ignore ?? []
  const functions = functionRoot.startsWith(appRoot) ? functionRoot.slice(appRoot.length) : null
  return (path) => {
    if (neverPacked.test(path) || (functions !== null && path.startsWith(functions))) return false
    return !rules.some(({ type, value = '' }) => {
      const plain = value.replace(/^\.?\//, '')
      if (type === 'folder') return path.startsWith(folderOf(plain))
      if (type === 'file') return path === plain
      if (type === 'suffix') return path.endsWith(value)
      if (type === 'prefix') return (path.split('/').at(-1) as string).startsWith(value)
      return false
    })
  }
}
