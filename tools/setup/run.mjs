// Every npm command enters here. It must run on a fresh clone, with nothing installed: plain JavaScript, node:* only.
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dependenciesAreFresh, ensureDependencies } from './dependencies.mjs'
import { nodeProblem } from './nodeVersion.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** What each command runs once the dependencies are there; `prepare` readies the rest first (build, browser). */
const commands = {
  start: ['tools/setup/prepare.ts', 'tools/start/main.ts'],
  test: ['tools/setup/prepare.ts', 'tools/test/main.ts'],
  build: ['tools/build/main.ts'],
  verify: ['tools/verify/main.ts'],
  deploy: ['tools/deploy/main.ts'],
  integrate: ['tools/integrate/main.ts'],
  templates: ['tools/templates/main.ts'],
  release: ['tools/release/main.ts'],
  crash: ['tools/crash/main.ts'],
  bench: ['bench/main.ts'],
  doctor: ['tools/doctor/main.ts'],
  sdks: ['tools/sdks/main.ts'],
  detect: ['tools/detect/main.ts'],
  names: ['tools/names/main.ts'],
  symbolicate: ['tools/symbolicate/main.ts'],
  replay: ['tools/replay/main.ts'],
  chaos: ['tools/chaos/main.ts'],
  tour: ['tools/setup/prepare.ts', 'tools/tour/main.ts'],
}

const [name = '', ...rest] = process.argv.slice(2)
const words = rest[0] === '--' ? rest.slice(1) : rest

function fail(text) {
  console.error(`kandian: ${text}`)
  process.exit(1)
}

function run(script, args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], { cwd: root, stdio: 'inherit' })
    const pass = (signal) => child.kill(signal)
    process.on('SIGINT', pass).on('SIGTERM', pass)
    const watch = whenParentIsGone(() => pass('SIGTERM'))
    child.on('exit', (code, signal) => {
      clearInterval(watch)
      process.off('SIGINT', pass).off('SIGTERM', pass)
      resolve(signal === null ? (code ?? 1) : 1)
    })
  })
}

/** npm hands a SIGTERM to its shell only, which dies and leaves us behind, holding the port: so we look. */
function whenParentIsGone(stop) {
  const parent = process.ppid
  const byNpm = process.env.npm_lifecycle_event !== undefined
  return setInterval(() => byNpm && process.ppid !== parent && stop(), 300)
}

const problem = nodeProblem(process.versions.node)
if (problem !== undefined) fail(problem)
const scripts = commands[name]
if (scripts === undefined) fail(`there is no command "${name}"; there are: ${Object.keys(commands).join(', ')}`)
if (name === 'doctor' && !dependenciesAreFresh(root)) fail('dependencies are missing or stale: run `npm start` once.')

try {
  ensureDependencies(root, (line) => console.error(`setup: ${line}`))
} catch (error) {
  fail(error.message)
}
for (const script of scripts) {
  const code = await run(script, script.endsWith('prepare.ts') ? [name] : words)
  if (code !== 0) process.exit(code)
}
