import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { folderBytes, replaceFolder } from '../files'
import { phoneBuilt, root, shellBuilt } from '../paths'
import { shellBudgetBytes } from './budgets'
import type { BuiltFile } from './report'

/** Compiles the built mini-program into the browser phone, and puts the desk around it. */
export async function buildShell(scratch: string, say: (line: string) => void): Promise<BuiltFile[]> {
  if (!existsSync(join(phoneBuilt, 'app.json'))) return []
  const folder = join(scratch, 'shell')
  mkdirSync(folder, { recursive: true })
  // Loaded when needed: a build of the functions alone then needs no compiler of phones.
  const { compileShell } = await import('../../localcloud/phone/compile')
  const { warnings } = await compileShell({
    source: phoneBuilt,
    outDir: folder,
    nodeModules: join(root, 'node_modules'),
  })
  for (const warning of warnings) say(`  warning: ${warning}`)
  const { buildDesk } = await import('../../localcloud/desk/build')
  await buildDesk({ outDir: folder })
  const { buildConsole } = await import('../../localcloud/console/build')
  await buildConsole({ outDir: folder })
  replaceFolder(folder, shellBuilt)
  return [{ name: 'browser phone', bytes: folderBytes(shellBuilt), budgetBytes: shellBudgetBytes }]
}
