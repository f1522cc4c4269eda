import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'jsonc-parser'
import { cloudbasercFile } from './edits/edits'
import { ourFunctions } from './parts/ourFiles'
import { folderOf, type Project } from './project'
import type { Record } from './record'

/** Places that we need and that are somebody else's, a sentence each with the remedy. */
export function clashes(project: Project, pages: string, record: Record | null): string[] {
  const { folder, appRoot, app, functionRoot } = project
  const isOurs = (root: string) => Object.keys(record?.created ?? {}).some((path) => path.startsWith(root))
  const isTaken = (root: string) => existsSync(join(folder, root)) && !isOurs(root)
  const problems: string[] = []
  if (isTaken(`${appRoot}kandian/`)) problems.push(`${appRoot}kandian/ is there and not ours: rename it`)
  const subpackages = (app.subPackages ?? app.subpackages ?? []).map(({ root = '' }) => folderOf(root))
  const ownsPages = record?.pages === pages
  const remedy = 'give the owner’s pages another folder: --pages NAME'
  if (isTaken(`${appRoot}${pages}/`)) problems.push(`${appRoot}${pages}/ is there and not ours: ${remedy}`)
  else if (!ownsPages && subpackages.includes(`${pages}/`)) {
    problems.push(`${appRoot}app.json has a subpackage "${pages}" already: ${remedy}`)
  }
  for (const name of ourFunctions()) {
    if (isTaken(`${functionRoot}${name}/`)) problems.push(functionClash(`${functionRoot}${name}/`, name))
    else if (record === null && listedFunctions(folder).includes(name))
      problems.push(functionClash(cloudbasercFile, name))
  }
  return problems
}

const functionClash = (place: string, name: string): string =>
  `${place} has a cloud function "${name}" of yours, and one of ours has the same name: rename yours, and where it is called`

function listedFunctions(folder: string): string[] {
  const file = join(folder, cloudbasercFile)
  if (!existsSync(file)) return []
  const { functions } = (parse(readFileSync(file, 'utf8')) ?? {}) as { functions?: { name?: string }[] }
  return (functions ?? []).map(({ name = '' }) => name)
}
