import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { replaceFolder, writeFile } from '../files'
import { phoneSources, root, sdkBuilt } from '../paths'
import { sdkBudgetBytes } from './budgets'
import type { BuiltFile } from './report'
import { sdkText } from './sdkText'

const sources = join(phoneSources, 'sdk')
const entries = {
  all: join(sources, 'index.ts'),
  core: join(sources, 'core.ts'),
  server: join(sources, 'server', 'index.ts'),
}

const SERVER_SDK = '@cloudbase/node-sdk'

/**
 * Makes the SDK in the forms in which somebody takes it: one file for any mini-program, the same without most
 * instruments, one for the shop's own functions, and all of it as an npm package that DevTools can build.
 */
export async function buildSdk(scratch: string): Promise<BuiltFile[]> {
  if (!existsSync(entries.all)) return []
  const folder = join(scratch, 'sdk')
  mkdirSync(folder, { recursive: true })
  const all = await sdkText(join(sources, 'whole.ts'))
  writeFile(join(folder, 'kandian.js'), all)
  writeFile(join(folder, 'miniprogram_dist', 'index.js'), all)
  if (existsSync(entries.core)) writeFile(join(folder, 'kandian.core.js'), await sdkText(entries.core))
  if (existsSync(entries.server)) writeFile(join(folder, 'server', 'index.js'), await sdkText(entries.server, 'node16'))
  await buildOrderClient(folder)
  writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`)
  writeTypes(folder)
  replaceFolder(folder, sdkBuilt)
  const bytes = readFileSync(join(sdkBuilt, 'kandian.js')).byteLength
  return [{ name: 'SDK', bytes, budgetBytes: sdkBudgetBytes }]
}

/** For servers outside the cloud that post their orders; they bring @cloudbase/node-sdk themselves. */
async function buildOrderClient(folder: string): Promise<void> {
  const entry = join(root, 'adapters', 'orderClient.ts')
  if (!existsSync(entry)) return
  await build({
    entryPoints: [entry],
    outfile: join(folder, 'orders', 'index.js'),
    ...{ bundle: true, platform: 'node', target: 'node16', format: 'cjs', external: [SERVER_SDK] },
    logLevel: 'silent',
  })
}

/**
 * `miniprogram` names the folder that DevTools copies to miniprogram_npm. Only servers that post orders need the peer:
 * a mini-program installs nothing with the SDK.
 */
function manifest(): object {
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version?: string
    dependencies: Record<string, string>
  }
  const files = { main: 'kandian.js', types: 'kandian.d.ts', miniprogram: 'miniprogram_dist' }
  return {
    ...{ name: 'kandian', version: own.version, license: 'MIT', ...files },
    peerDependencies: { [SERVER_SDK]: `^${own.dependencies[SERVER_SDK]}` },
    peerDependenciesMeta: { [SERVER_SDK]: { optional: true } },
  }
}

/** Declarations of the SDK and of the contract it speaks, entered through one file beside each module. */
function writeTypes(folder: string): void {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const types = join(folder, 'types')
  const flags = ['--ignoreConfig', '--declaration', '--emitDeclarationOnly', '--strict', '--skipLibCheck']
  const target = ['--target', 'es2018', '--lib', 'es2020', '--module', 'esnext', '--moduleResolution', 'bundler']
  const places = ['--types', 'miniprogram-api-typings', '--rootDir', root, '--outDir', types]
  try {
    const options = [...Object.values(entries).filter((file) => existsSync(file)), ...flags, ...target, ...places]
    execFileSync(process.execPath, [tsc, ...options], { cwd: root, stdio: 'pipe' })
  } catch {
    // A type error is verify's to report: tsc has written the declarations all the same.
  }
  const entered: Record<string, string> = {
    'kandian.d.ts': './types/miniprogram/sdk/index',
    'kandian.core.d.ts': './types/miniprogram/sdk/core',
    'server/index.d.ts': '../types/miniprogram/sdk/server/index',
  }
  for (const [file, from] of Object.entries(entered)) writeFile(join(folder, file), `export * from '${from}'\n`)
}
