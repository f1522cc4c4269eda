// Every npm command enters here. It must run on a fresh clone, with nothing installed: plain JavaScript, node:* only.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { asksForHelp, wordProblem } from './commandWords.mjs'
import { dependenciesAreFresh, ensureDependencies } from './dependencies.mjs'
import { nodeProblem } from './nodeVersion.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** What each command runs, and how it is called: `prepare` readies what it needs first (build, browser). */
const commands = JSON.parse(readFileSync(join(root, 'tools', 'setup', 'commands.json'), 'utf8'))

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
if (!Object.hasOwn(commands, name))
  fail(`there is no command "${name}"; there are: ${Object.keys(commands).join(', ')}`)
const { scripts, usage, does } = commands[name]
if (asksForHelp(words)) {
  console.log(`${usage}\n${does}`)
  process.exit(0)
}
const wrong = wordProblem({ usage }, words)
if (wrong !== undefined) fail(wrong)
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
