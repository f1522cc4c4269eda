import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../paths'
import type { Tally } from '../verify/verify'
import { makeScratch, removeScratch } from './scratch'

/** Longer than this means that a test hangs or left something open. */
const longestMs = 20 * 60_000

/** What jest writes with --json, as far as it is counted. */
export interface JestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  /** test files that did not even run */
  numRuntimeErrorTestSuites: number
}

/** Runs jest with its own progress on the screen, and counts. */
export async function runJest(words: string[]): Promise<Tally> {
  const scratch = makeScratch()
  // Kept from run to run: which tests are long, and how each source reads as JavaScript.
  const cache = join(root, 'node_modules', '.cache', 'jest')
  const outputFile = join(scratch, 'report.json')
  try {
    const fixed = ['--passWithNoTests', '--json', `--outputFile=${outputFile}`, `--cacheDirectory=${cache}`]
    const code = await run([...fixed, ...words], scratch)
    return tallyOf(readReport(outputFile), code)
  } finally {
    removeScratch(scratch)
  }
}

/** A skipped test proves nothing and counts as failed; so does a run that ended badly with no test to blame. */
export function tallyOf(report: JestReport | undefined, code: number): Tally {
  if (report === undefined) return { passed: 0, failed: 1 }
  const skipped = report.numPendingTests + report.numTodoTests
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites + skipped
  return { passed: report.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed }
}

function readReport(file: string): JestReport | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as JestReport
  } catch {
    return undefined
  }
}

function run(words: string[], scratch: string): Promise<number> {
  return new Promise((resolve) => {
    const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js')
    // With --json jest prints the whole report on standard output; people read its standard error.
    const plain = process.stderr.isTTY ? {} : { FORCE_COLOR: '0', NO_COLOR: '1' }
    const env = { ...process.env, ...plain, TMPDIR: scratch }
    const child = spawn(process.execPath, [jest, ...words], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] })
    const timer = setTimeout(() => {
      console.error(`jest did not end within ${longestMs / 60_000} minutes: stopped`)
      child.kill('SIGKILL')
    }, longestMs)
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve(code ?? 1)
    })
  })
}
