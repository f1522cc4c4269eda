import { existsSync, statSync } from 'node:fs'
import { type FunctionSpec, functionFolders, readFunction } from './functionCatalog'

const LOOK_EVERY_MS = 1000

export interface CatalogWatchOptions {
  /** Kept up to date in place. */
  catalog: Map<string, FunctionSpec>
  roots: readonly string[]
  onChange: () => void
  onTrouble: (message: string) => void
}

/**
 * Keeps the catalog in step with its folders while the cloud runs: new and removed functions, changed settings.
 * A function whose config has become wrong goes on as it was, and the reason is told once.
 * @returns how to stop
 */
export function watchCatalog(options: CatalogWatchOptions): () => void {
  const watch = new CatalogWatch(options)
  const timer = setInterval(() => watch.look(), LOOK_EVERY_MS).unref()
  return () => clearInterval(timer)
}

class CatalogWatch {
  private readonly seen = new Map<string, string>()

  constructor(private readonly options: CatalogWatchOptions) {
    for (const spec of options.catalog.values()) this.seen.set(spec.name, fingerprint(spec.configFiles))
  }

  look(): void {
    const { catalog, onChange, onTrouble } = this.options
    try {
      const changed = [this.dropRemoved(), ...functionFolders(this.present()).map((each) => this.lookAt(each))]
      if (changed.includes(true)) onChange()
    } catch (error) {
      onTrouble(`functions of ${catalog.size} folders cannot be read: ${(error as Error).message}`)
    }
  }

  private present(): string[] {
    return this.options.roots.filter((root) => existsSync(root))
  }

  private dropRemoved(): boolean {
    const { catalog } = this.options
    const gone = [...catalog.values()].filter(({ folder }) => !existsSync(folder))
    for (const { name } of gone) {
      catalog.delete(name)
      this.seen.delete(name)
    }
    return gone.length > 0
  }

  private lookAt({ name, folder }: { name: string; folder: string }): boolean {
    const { catalog, onTrouble } = this.options
    const known = catalog.get(name)
    if (known && known.folder !== folder) return false
    const now = known ? fingerprint(known.configFiles) : folder
    if (this.seen.get(name) === now) return false
    this.seen.set(name, now)
    try {
      const spec = readFunction(name, folder)
      catalog.set(name, spec)
      this.seen.set(name, fingerprint(spec.configFiles))
      return true
    } catch (error) {
      onTrouble(`function ${name} goes on with its old settings: ${(error as Error).message}`)
      return false
    }
  }
}

const fingerprint = (files: readonly string[]): string =>
  files.map((file) => (existsSync(file) ? statSync(file).mtimeMs : '-')).join(' ')
