import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lockChanges } from './lockChanges.mjs'

const stampName = '.kandian-installed'

/**
 * Whether what package.json and its lock ask for is installed for this system.
 * @param {string} root
 */
export function dependenciesAreFresh(root) {
  const stamp = join(root, 'node_modules', stampName)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wantedHash(root)
}

/**
 * Installs the dependencies when they are missing or stale. Throws when the install fails, or when it would change the
 * versions of the lock; the lock is then put back.
 * @param {string} root
 * @param {(line: string) => void} say
 */
export function ensureDependencies(root, say) {
  if (dependenciesAreFresh(root)) return
  const lockFile = join(root, 'package-lock.json')
  const lock = readFileSync(lockFile, 'utf8')
  say('installing dependencies with npm (about half a minute the first time)')
  // `npm ci` refuses a lock that lacks another system's binaries. Nothing here needs an install script.
  const status = runNpm(['install', '--ignore-scripts', '--no-audit', '--no-fund'], root)
  const after = readFileSync(lockFile, 'utf8')
  if (after !== lock) writeFileSync(lockFile, lock)
  if (status !== 0) throw new Error('npm install failed; its own words are above. Check the network and run again.')
  const changes = lockChanges(JSON.parse(lock), JSON.parse(after))
  if (changes.length > 0) {
    const list = changes.map((change) => `\n  ${change}`).join('')
    throw new Error(`npm install changed package-lock.json, which must stay as it is (put back):${list}`)
  }
  writeFileSync(join(root, 'node_modules', stampName), wantedHash(root))
}

/** @param {string} root */
function wantedHash(root) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\0`)
  for (const name of ['package.json', 'package-lock.json']) hash.update(readFileSync(join(root, name)))
  return hash.digest('hex')
}

/**
 * @param {string[]} words
 * @param {string} cwd
 */
function runNpm(words, cwd) {
  const npmScript = process.env.npm_execpath
  // Standard output belongs to the command itself (a `ready URL` line, say), so npm talks on standard error.
  const stdio = /** @type {import('node:child_process').StdioOptions} */ (['ignore', 2, 2])
  if (npmScript?.endsWith('.js')) return spawnSync(process.execPath, [npmScript, ...words], { cwd, stdio }).status
  return spawnSync('npm', words, { cwd, stdio, shell: process.platform === 'win32' }).status
}
