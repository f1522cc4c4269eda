import path from 'node:path'
import * as esbuild from 'esbuild'
import type { AppConfig } from './appConfig'
import { CompileError } from './compileError'
import type { ComponentSource } from './componentGraph'
import { scriptOf } from './files'
import type { Packages } from './packages'

export interface BundleInput {
  app: AppConfig
  packages: Packages
  components: ComponentSource[]
  templates: string
  styles: Record<string, string>
  images: Record<string, string>
  outFile: string
  nodeModules: string
}

/** Puts runtime, templates, styles and scripts into one file that a browser runs. @returns its size in bytes */
export async function bundle(input: BundleInput): Promise<number> {
  try {
    const result = await esbuild.build({
      stdin: { contents: entryScript(input), resolveDir: path.join(__dirname, '../runtime'), loader: 'ts' },
      bundle: true,
      outfile: input.outFile,
      format: 'iife',
      target: 'es2020',
      sourcemap: true,
      metafile: true,
      logLevel: 'silent',
      nodePaths: [input.nodeModules],
      define: { 'process.env.NODE_ENV': '"production"' },
      plugins: [miniprogramPackages(input.packages)],
    })
    return Object.entries(result.metafile.outputs).find(([file]) => file.endsWith('.js'))?.[1].bytes ?? 0
  } catch (error) {
    const first = (error as Partial<esbuild.BuildFailure>).errors?.[0]
    if (first?.location) throw new CompileError(first.text, path.resolve(first.location.file), first.location.line)
    throw error
  }
}

function entryScript({ app, components, templates, styles, images }: BundleInput): string {
  const pages = Object.fromEntries(components.filter((one) => one.isPage).map((one) => [one.id, one.json]))
  const appScript = scriptOf(path.join(app.root, 'app'))
  const packageOf = (id: string) => app.packages.find((one) => one.root !== '' && id.startsWith(one.root))?.root ?? ''
  const definitions = app.packages.map(({ root }) => {
    const lines = components
      .filter((one) => packageOf(one.id) === root)
      .map(
        (one) =>
          `define(${[one.id, one.config, one.styleScope].map((x) => JSON.stringify(x)).join(', ')}, () => require(${JSON.stringify(one.script)}))`,
      )
    return `${JSON.stringify(root)}: (define) => {\n${lines.join('\n')}\n}`
  })
  return `
import { bootPhone } from './boot'
bootPhone({
  app: ${JSON.stringify(app.json)},
  pages: ${JSON.stringify(pages)},
  styles: ${JSON.stringify(styles)},
  images: ${JSON.stringify(images)},
  templates: () => ${templates},
  loadApp: () => { ${appScript ? `require(${JSON.stringify(appScript)})` : ''} },
  packages: {\n${definitions.join(',\n')}\n},
})`
}

/** Lets scripts of the mini-program import npm packages as WeChat's npm build would. */
const miniprogramPackages = (packages: Packages): esbuild.Plugin => ({
  name: 'miniprogram-packages',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path: specifier, importer, resolveDir, kind }) => {
      if (kind === 'entry-point' || path.isAbsolute(specifier)) return undefined
      const file = packages.resolveInside(specifier, importer) ?? packages.resolveModule(specifier, resolveDir)
      return file ? { path: file } : undefined
    })
    build.onResolve({ filter: /^\// }, ({ path: specifier, importer }) => {
      const file = importer && scriptOf(packages.locate(specifier.slice(1).replace(/\.(ts|js)$/, '')))
      return file ? { path: file } : undefined
    })
  },
})
