import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../tools/paths'
import { until, untilHolds } from '../e2e/patience'

/** `npm start` itself, as npm runs it (a shell, then node), around a local cloud that only notes what happens to it. */
let project: string
let shell: ChildProcess
const at = (name: string) => join(project, name)

const start = `const { writeFileSync } = require('node:fs')
const timer = setInterval(() => {}, 1000)
process.on('SIGTERM', () => { writeFileSync('closed', ''); clearInterval(timer) })
console.log('ready ' + process.argv.slice(2).join(' '))
writeFileSync('pid', String(process.pid))`

/** Of the local cloud, once it is ready: a file is there before anything is in it. */
const pidWhenReady = (): Promise<number> =>
  until(
    async () => (existsSync(at('pid')) ? Number(readFileSync(at('pid'), 'utf8')) : 0),
    (pid) => pid > 0,
  )

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'kandian-run-'))
  for (const name of [
    'tools',
    'package.json',
    'package-lock.json',
    'project.config.json',
    'database',
    'localcloud/phone',
    'localcloud/desk',
  ]) {
    cpSync(join(root, name), at(name), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), at('node_modules'))
  mkdirSync(at('tools/start'), { recursive: true })
  writeFileSync(at('tools/start/main.ts'), start)
  writeFileSync(at('npm.js'), '')
})
afterEach(() => {
  shell.kill('SIGKILL')
  rmSync(project, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

function npmStart(): () => string {
  const env = { ...process.env, npm_execpath: at('npm.js'), npm_lifecycle_event: 'start' }
  const command = `"${process.execPath}" tools/setup/run.mjs start --port 7 & wait`
  shell = spawn('sh', ['-c', command], { cwd: project, env, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  shell.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  return () => output
}

test('standard output belongs to the command, and its words reach it', async () => {
  const output = npmStart()
  const ended = new Promise((resolve) => shell.on('close', resolve))
  process.kill(await pidWhenReady(), 'SIGTERM')
  await ended
  expect(output()).toBe('ready --port 7\n')
})

test('stopping npm stops the local cloud cleanly, though npm only stops its shell', async () => {
  npmStart()
  const pid = await pidWhenReady()
  shell.kill('SIGTERM')
  await untilHolds(
    async () => ({ closed: existsSync(at('closed')), running: isRunning(pid) }),
    (seen) => expect(seen).toEqual({ closed: true, running: false }),
  )
})
