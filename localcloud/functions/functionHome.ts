import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FunctionSpec } from './functionCatalog'
import { copyFunction, dependenciesOf, installDependencies, isInstalled } from './installDependencies'

/** A failed installation is tried again by a call after this real time. */
const TRY_AGAIN_MS = 30_000
/** Versions before it call fixed addresses of Tencent's, whatever the environment says. */
const OLDEST_SDK = [2, 1]

/**
 * Finds the folder a function runs in: its own, or (when its dependencies are not there) a copy in the data folder,
 * where they are installed at first use. Nothing is ever written into a function's own folder.
 */
export class FunctionHomes {
  private readonly preparing = new Map<string, Promise<string>>()
  private readonly failed = new Map<string, { atMs: number; error: Error }>()

  constructor(
    private readonly copies: string,
    private readonly say: (functionName: string, line: string) => void,
  ) {}

  /** @throws Error when dependencies cannot be installed, or the SDK is too old to be run here */
  async of(spec: FunctionSpec): Promise<string> {
    const home = await this.prepared(spec)
    refuseOldSdk(home)
    return home
  }

  private prepared(spec: FunctionSpec): Promise<string> {
    const running = this.preparing.get(spec.name)
    if (running !== undefined) return running
    const prepared = this.prepare(spec).finally(() => this.preparing.delete(spec.name))
    this.preparing.set(spec.name, prepared)
    return prepared
  }

  private async prepare({ name, folder }: FunctionSpec): Promise<string> {
    const dependencies = dependenciesOf(folder)
    if (dependencies.length === 0 || existsSync(join(folder, 'node_modules'))) return folder
    const copy = join(this.copies, name)
    copyFunction(folder, copy)
    if (isInstalled(copy)) return copy
    const before = this.failed.get(name)
    if (before && performance.now() - before.atMs < TRY_AGAIN_MS) throw before.error
    try {
      this.say(name, `first use: installing ${dependencies.join(', ')}`)
      await installDependencies(copy, (line) => this.say(name, line))
      this.failed.delete(name)
      return copy
    } catch (error) {
      if (dependencies.every((each) => packageFile(folder, each))) return folder
      this.failed.set(name, { atMs: performance.now(), error: error as Error })
      throw error
    }
  }
}

/** Where Node would find a package for code in that folder. */
function packageFile(folder: string, name: string): string | undefined {
  const path = join(folder, 'node_modules', name, 'package.json')
  if (existsSync(path)) return path
  return dirname(folder) === folder ? undefined : packageFile(dirname(folder), name)
}

function refuseOldSdk(folder: string): void {
  const path = packageFile(folder, 'wx-server-sdk')
  if (!path) return
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string }
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_SDK
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return
  throw new Error(
    `wx-server-sdk ${version} calls fixed addresses of Tencent's and cannot run here: it takes ${OLDEST_SDK.join('.')} or later`,
  )
}
