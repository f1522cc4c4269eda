import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { root } from '../paths'
import type { CloudAddress } from './wireClient'

/** Longer than this a cloud never takes to start, on any machine. */
const STARTS_WITHIN_MS = 60_000

/**
 * Bundles this command into one file: a process that is started a hundred times must start quickly.
 * It lies one folder deep, as the sources do that look for files of the project beside them.
 */
export function bundleCloud(): string {
  const outfile = join(root, '.tsbuild', 'crash.cjs')
  const entryPoints = [join(__dirname, 'main.ts')]
  buildSync({ entryPoints, outfile, bundle: true, platform: 'node', packages: 'external', logLevel: 'error' })
  return outfile
}

/** A cloud in a process of its own, to be killed. */
export interface CloudProcess {
  address: CloudAddress
  /** As a power cut: no signal handler runs. Resolves when the process is gone. */
  kill(): Promise<void>
}

/** @throws Error with what the process said when it does not start */
export async function startCloudProcess(script: string, folder: string): Promise<CloudProcess> {
  const child = spawn(process.execPath, [script, '--serve', folder], { stdio: ['ignore', 'pipe', 'pipe'] })
  const gone = new Promise<void>((resolve) => {
    child.on('exit', () => resolve())
  })
  try {
    const address = JSON.parse(await firstLine(child)) as CloudAddress
    return { address, kill: () => end(child, gone) }
  } catch (error) {
    await end(child, gone)
    throw error
  }
}

function end(child: ChildProcess, gone: Promise<void>): Promise<void> {
  child.kill('SIGKILL')
  return gone
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    let complaints = ''
    const fail = (why: string) => reject(new Error(`the cloud did not start: ${why} ${complaints}`))
    const timer = setTimeout(() => fail('it took too long.'), STARTS_WITHIN_MS)
    child.stdout?.on('data', (chunk) => {
      said += chunk
      if (!said.includes('\n')) return
      clearTimeout(timer)
      resolve(said)
    })
    child.stderr?.on('data', (chunk) => {
      complaints += chunk
    })
    child.on('exit', (code) => {
      clearTimeout(timer)
      fail(`it ended with code ${code}.`)
    })
  })
}
