import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, extname, join, relative } from 'node:path'
import { build, type Metafile, transform } from 'esbuild'
import { folderBytes, listFiles, replaceFolder, writeFile } from '../files'
import { mapsBuilt, phoneBuilt, phoneSources, sdkBuilt, shown } from '../paths'
import { chartsBudgetBytes, phonePackageBudgetBytes } from './budgets'
import { copyNpmParts } from './npmParts'
import type { BuiltFile } from './report'

/** Bundled, not transpiled: the chart library behind it becomes one file of the admin subpackage. */
export const chartEngine = join('admin', 'charts', 'engine.ts')
const copied = new Set(['.json', '.wxml', '.wxss', '.wxs', '.js', '.png', '.jpg', '.jpeg', '.gif', '.svg', '.webp'])

/** Makes the mini-program that WeChat DevTools opens: every file by itself, the SDK and the charts as one file each. */
export async function buildPhone(scratch: string): Promise<BuiltFile[]> {
  const folder = join(scratch, 'miniprogram')
  mkdirSync(folder, { recursive: true })
  const sources = listFiles(phoneSources).map((file) => relative(phoneSources, file))
  const maps = join(scratch, 'maps')
  mkdirSync(maps)
  await Promise.all(sources.filter(isOfThePhone).map((file) => buildFile(file, folder, maps)))
  const sdk = join(sdkBuilt, 'kandian.js')
  if (existsSync(sdk)) writeFile(join(folder, 'sdk', 'index.js'), readFileSync(sdk))
  await copyNpmParts(folder)
  replaceFolder(maps, mapsBuilt)
  replaceFolder(folder, phoneBuilt)
  return weigh()
}

function isOfThePhone(file: string): boolean {
  const ofTheSdk = file.startsWith(`sdk/`) || file.startsWith('sdk\\')
  return !ofTheSdk && file !== 'tsconfig.json' && !file.endsWith('.d.ts')
}

async function buildFile(file: string, folder: string, maps: string): Promise<void> {
  const source = join(phoneSources, file)
  if (file === chartEngine) await bundleCharts(source, join(folder, file.replace(/\.ts$/, '.js')))
  else if (extname(file) === '.ts') await transpile(source, file.replace(/\.ts$/, '.js'), folder, maps)
  else if (copied.has(extname(file))) copy(source, join(folder, file))
}

/** The map lies apart: WeChat's upload takes the whole folder of the mini-program. */
async function transpile(source: string, file: string, folder: string, maps: string): Promise<void> {
  const { code, map } = await transform(readFileSync(source, 'utf8'), {
    loader: 'ts',
    format: 'cjs',
    target: 'es2018',
    charset: 'utf8',
    sourcefile: shown(source),
    sourcemap: 'external',
    sourcesContent: false,
    // a fifth of the owner's pages were blanks and helpers of modules; lines are found by the maps
    minifyWhitespace: file.startsWith(join('admin', '/')),
    logLevel: 'silent',
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  })
  writeFile(join(folder, file), code)
  writeFile(join(maps, `${file}.map`), map)
}

/** @returns what went into it */
export async function bundleCharts(source: string, outfile: string): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'browser',
    target: 'es2018',
    format: 'cjs',
    minify: true,
    legalComments: 'eof',
    charset: 'utf8',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
    metafile: true,
  })
  return metafile
}

function copy(source: string, place: string): void {
  mkdirSync(dirname(place), { recursive: true })
  copyFileSync(source, place)
}

function weigh(): BuiltFile[] {
  const weighed = [{ name: 'mini-program', bytes: folderBytes(phoneBuilt), budgetBytes: 2 * phonePackageBudgetBytes }]
  const charts = join(phoneBuilt, dirname(chartEngine))
  if (!existsSync(charts)) return weighed
  return [...weighed, { name: 'charts', bytes: folderBytes(charts), budgetBytes: chartsBudgetBytes }]
}
