import path from 'node:path'
import { isFile, readJson } from './files'

/** Where npm packages for mini-programs live: the `miniprogram` folder of a package, or DevTools' miniprogram_npm. */
export class Packages {
  constructor(
    private readonly appRoot: string,
    private readonly nodeModules: string,
  ) {}

  /** Absolute base path of `package/some/path` without extension, or null when no such mini-program package exists. */
  resolve(specifier: string, fromFolder = this.appRoot): string | null {
    return this.inMiniprogramNpm(specifier, fromFolder) ?? this.inNodeModules(specifier)
  }

  /** Id of a file inside the code space: relative to app.json, or `npm/package/path` when it comes from node_modules. */
  idOf(base: string): string {
    const inApp = path.relative(this.appRoot, base)
    if (!inApp.startsWith('..') && !path.isAbsolute(inApp)) return toPosix(inApp)
    const name = packageName(toPosix(path.relative(this.nodeModules, base)))
    const folder = this.miniprogramFolder(name)
    return folder ? `npm/${name}/${toPosix(path.relative(folder, base))}` : toPosix(inApp)
  }

  /** The opposite of idOf. */
  locate(id: string): string {
    if (!id.startsWith('npm/')) return path.join(this.appRoot, id)
    const name = packageName(id.slice(4))
    return path.join(this.miniprogramFolder(name) ?? this.nodeModules, id.slice(5 + name.length))
  }

  /** A module inside a package's own miniprogram_npm (TDesign brings its dependencies so). */
  resolveInside(specifier: string, importer: string): string | null {
    const name = this.idOf(importer).startsWith('npm/') ? packageName(this.idOf(importer).slice(4)) : null
    const folder = name && this.miniprogramFolder(name)
    return folder ? moduleFile(path.join(folder, 'miniprogram_npm', specifier)) : null
  }

  /** A script of a mini-program package. */
  resolveModule(specifier: string, fromFolder: string): string | null {
    const base = this.resolve(specifier, fromFolder)
    return base && moduleFile(base)
  }

  private inMiniprogramNpm(specifier: string, fromFolder: string): string | null {
    for (let folder = fromFolder; folder.startsWith(this.appRoot); folder = path.dirname(folder)) {
      const base = path.join(folder, 'miniprogram_npm', specifier)
      if (moduleFile(base) || isFile(`${base}.json`) || isFile(path.join(base, 'index.json')) || isFile(base))
        return base
    }
    return null
  }

  private inNodeModules(specifier: string): string | null {
    const name = packageName(specifier)
    const folder = this.miniprogramFolder(name)
    return folder ? path.join(folder, specifier.slice(name.length + 1) || 'index') : null
  }

  private miniprogramFolder(name: string): string | null {
    const manifest = path.join(this.nodeModules, name, 'package.json')
    if (!name || name.startsWith('.') || !isFile(manifest)) return null
    const { miniprogram } = readJson<{ miniprogram?: string }>(manifest)
    return miniprogram ? path.join(this.nodeModules, name, miniprogram) : null
  }
}

const toPosix = (file: string) => file.split(path.sep).join('/')

const packageName = (specifier: string) => /^(@[^/]+\/[^/]+|[^/]+)/.exec(specifier)?.[1] ?? ''

const moduleFile = (base: string) =>
  [base, `${base}.ts`, `${base}.js`, path.join(base, 'index.ts'), path.join(base, 'index.js')].find(isFile) ?? null
