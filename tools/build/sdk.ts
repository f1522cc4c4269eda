import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { replaceFolder, writeFile } from '../files'
import { phoneSources, root, sdkBuilt } from '../paths'
import { sdkBudgetBytes } from './budgets'
import type { BuiltFile } from './report'
import { sdkText } from './sdkText'

const entry = join(phoneSources, 'sdk', 'index.ts')

/** Bundles the SDK into one file that any mini-program can take, with its types beside it. */
export async function buildSdk(scratch: string): Promise<BuiltFile[]> {
  if (!existsSync(entry)) return []
  const folder = join(scratch, 'sdk')
  mkdirSync(folder, { recursive: true })
  writeFile(join(folder, 'kandian.js'), await sdkText(entry))
  writeTypes(folder)
  replaceFolder(folder, sdkBuilt)
  const bytes = readFileSync(join(sdkBuilt, 'kandian.js')).byteLength
  return [{ name: 'SDK', bytes, budgetBytes: sdkBudgetBytes }]
}

/** Declarations of the SDK and of the contract it speaks, entered through kandian.d.ts. */
function writeTypes(folder: string): void {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const types = join(folder, 'types')
  const flags = ['--ignoreConfig', '--declaration', '--emitDeclarationOnly', '--strict', '--skipLibCheck']
  const target = ['--target', 'es2018', '--lib', 'es2020', '--module', 'esnext', '--moduleResolution', 'bundler']
  const places = ['--types', 'miniprogram-api-typings', '--rootDir', root, '--outDir', types]
  try {
    execFileSync(process.execPath, [tsc, entry, ...flags, ...target, ...places], { cwd: root, stdio: 'pipe' })
  } catch {
    // A type error is verify's to report: tsc has written the declarations all the same.
  }
  writeFile(join(folder, 'kandian.d.ts'), "export * from './types/miniprogram/sdk/index'\n")
}
