import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Metafile } from 'esbuild'
import { listFolders, replaceFolder, writeFile } from '../files'
import { functionSources, functionsBuilt } from '../paths'
import { layAddressTables } from './addressTables'
import { functionBudgetBytes } from './budgets'
import { leftOut } from './leftOut'
import type { BuiltFile } from './report'
import { onlyEnglishZod } from './zodLocales'

/** The cloud functions that exist: folders with an index.ts. */
export function functionNames(): string[] {
  return listFolders(functionSources).filter((name) => existsSync(join(functionSources, name, 'index.ts')))
}

/** Bundles one function with everything it needs into a folder that runs on its own. */
export async function buildFunction(name: string, scratch: string): Promise<BuiltFile> {
  const folder = join(scratch, 'functions', name)
  const outfile = join(folder, 'index.js')
  mkdirSync(folder, { recursive: true })
  const metafile = await bundleFunction(name, outfile)
  writeFile(join(folder, 'package.json'), packageJson(name))
  const config = join(functionSources, name, 'config.json')
  if (existsSync(config)) copyFileSync(config, join(folder, 'config.json'))
  layAddressTables(name, folder)
  replaceFolder(folder, join(functionsBuilt, name))
  const bytes = Object.values(metafile.outputs).find((output) => output.entryPoint !== undefined)?.bytes ?? 0
  return { name: `function ${name}`, bytes, budgetBytes: functionBudgetBytes }
}

/** Bundles one function into one file. @returns what went into it */
export async function bundleFunction(name: string, outfile: string): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: [join(functionSources, name, 'index.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node18',
    format: 'cjs',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'external',
    charset: 'utf8',
    metafile: true,
    plugins: [leftOut, onlyEnglishZod],
    logLevel: 'silent',
  })
  return metafile
}

function packageJson(name: string): string {
  return `${JSON.stringify({ name, version: '0.1.0', private: true, main: 'index.js' }, null, 2)}\n`
}
