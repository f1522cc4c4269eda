import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const PROGRESS_EVERY_MS = 5000
const LONGEST_INSTALL_MS = 300_000
const REASON_LINES = 6
/** Says for which package.json the node_modules beside it were installed. */
const MARK = '.installed-for'
/** What a refreshed copy keeps of the one before. */
const KEPT = new Set(['node_modules', MARK, 'package-lock.json'])

/** Names in the function's package.json; none without one. @throws Error when it is not JSON */
export function dependenciesOf(folder: string): string[] {
  const path = join(folder, 'package.json')
  if (!existsSync(path)) return []
  try {
    const { dependencies } = JSON.parse(readFileSync(path, 'utf8')) as { dependencies?: Record<string, string> }
    return Object.keys(dependencies ?? {})
  } catch (error) {
    throw new Error(`${path} is not JSON: ${(error as Error).message}`)
  }
}

/** Copies a function's own files; what is installed beside an older copy stays. */
export function copyFunction(source: string, target: string): void {
  mkdirSync(target, { recursive: true })
  const hasLock = existsSync(join(source, 'package-lock.json'))
  for (const name of readdirSync(target))
    if (!KEPT.has(name) || (hasLock && name === 'package-lock.json')) rmSync(join(target, name), { recursive: true })
  cpSync(source, target, { recursive: true, filter: (path) => basename(path) !== 'node_modules' })
}

/** Whether the copy's dependencies are those of its package.json. */
export const isInstalled = (folder: string): boolean =>
  existsSync(join(folder, MARK)) && readFileSync(join(folder, MARK), 'utf8') === wantedBy(folder)

const wantedBy = (folder: string): string =>
  createHash('sha256')
    .update(readFileSync(join(folder, 'package.json')))
    .digest('hex')

/**
 * Installs the dependencies of a function in its copy, as the platform does when a function is uploaded.
 * @param say hears how it goes, every few seconds
 * @throws Error with npm's own last words
 */
export async function installDependencies(folder: string, say: (line: string) => void): Promise<void> {
  const startedMs = performance.now()
  const seconds = () => Math.round((performance.now() - startedMs) / 1000)
  const progress = setInterval(() => say(`still installing, ${seconds()} s`), PROGRESS_EVERY_MS)
  try {
    await npmInstall(folder)
  } finally {
    clearInterval(progress)
  }
  writeFileSync(join(folder, MARK), wantedBy(folder))
  say(`installed in ${seconds()} s`)
}

function npmInstall(folder: string): Promise<void> {
  const words = ['install', '--omit=dev', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']
  return new Promise((resolve, reject) => {
    const child = spawn('npm', words, {
      cwd: folder,
      shell: process.platform === 'win32',
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: LONGEST_INSTALL_MS,
    })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
    })
    child.on('error', reject)
    child.on('exit', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`npm install failed (${code ?? 'stopped'}): ${reasonIn(said)}`))
    })
  })
}

/** npm's first lines name the trouble; the last ones only say where its log lies. */
const reasonIn = (said: string): string =>
  said
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!) ?/, ''))
    .filter((line) => line.trim() !== '')
    .slice(0, REASON_LINES)
    .join(', ')
