import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../tools/paths'
import commands from '../../tools/setup/commands.json'

/** The first commands run as plain JavaScript, in Node itself: so do these tests, in a process of their own. */
function node(code: string): unknown {
  const script = `import * as node from '${join(root, 'tools/setup/nodeVersion.mjs')}'
import * as lock from '${join(root, 'tools/setup/lockChanges.mjs')}'
console.log(JSON.stringify(${code}) ?? '')`
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return stdout.trim() === '' ? undefined : JSON.parse(stdout)
}

test('Node 20.19 and later will do, older ones are refused with a remedy', () => {
  const versions = ['20.19.0', '20.20.2', '22.0.0', '20.18.9', '18.99.0']
  const problems = node(`${JSON.stringify(versions)}.map((version) => node.nodeProblem(version) ?? 'fine')`) as string[]
  expect(problems.slice(0, 3)).toEqual(['fine', 'fine', 'fine'])
  expect(problems[3]).toContain('Node 20.18.9 is too old')
  expect(problems[4]).toContain('https://nodejs.org')
})

test('the oldest Node is the one that package.json names', () => {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  expect(`>=${(node('node.oldestNode') as string).replace(/\.0$/, '')}`).toBe(engines.node)
})

describe('the lock', () => {
  const lock = { packages: { '': {}, 'node_modules/a': { version: '1.0.0' } } }
  const changes = (after: object) => node(`lock.lockChanges(${JSON.stringify(lock)}, ${JSON.stringify(after)})`)
  const withPackage = (name: string, entry: object) => ({ packages: { ...lock.packages, [name]: entry } })

  test('may stay as it is', () => {
    expect(changes(lock)).toEqual([])
  })

  test('may get the binary of another system', () => {
    expect(changes(withPackage('node_modules/a-mac', { version: '1.0.0', optional: true, os: ['darwin'] }))).toEqual([])
  })

  test.each([
    ['another version', withPackage('node_modules/a', { version: '1.0.1' }), 'node_modules/a: 1.0.0 became 1.0.1'],
    ['a lost package', { packages: { '': {} } }, 'node_modules/a: 1.0.0 became missing'],
    ['a new package', withPackage('node_modules/b', { version: '2.0.0' }), 'node_modules/b: 2.0.0 is new'],
  ])('may not get %s', (_, after, line) => {
    expect(changes(after)).toEqual([line])
  })
})

describe('installing', () => {
  let project: string

  /** A project whose npm is a script of ours, so that nothing is downloaded. */
  const install = (npm: string) => {
    writeFileSync(
      join(project, 'npm.js'),
      `const fs = require('node:fs'); fs.appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n'); ${npm}`,
    )
    const script = `import { ensureDependencies } from '${join(root, 'tools/setup/dependencies.mjs')}'
try { ensureDependencies(process.cwd(), (line) => console.log(line)) } catch (error) { console.log('refused: ' + error.message) }`
    const env = { ...process.env, npm_execpath: join(project, 'npm.js') }
    return spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: project, env, encoding: 'utf8' })
      .stdout
  }
  const calls = () => readFileSync(join(project, 'calls'), 'utf8').trim().split('\n')
  const lockText = JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } })

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'kandian-setup-'))
    writeFileSync(join(project, 'package.json'), '{}')
    writeFileSync(join(project, 'package-lock.json'), lockText)
    mkdirSync(join(project, 'node_modules'))
  })
  afterEach(() => rmSync(project, { recursive: true, force: true }))

  test('happens once, with `npm install` and without install scripts, and not again', () => {
    expect(install('')).toContain('installing dependencies')
    expect(install('')).toBe('')
    expect(calls()).toEqual(['install --ignore-scripts --no-audit --no-fund'])
  })

  test('happens again when the lock has changed', () => {
    install('')
    writeFileSync(join(project, 'package-lock.json'), lockText.replace('1.0.0', '1.0.1'))
    install('')
    expect(calls()).toHaveLength(2)
  })

  test('is refused when npm changes the lock, which is put back', () => {
    const said = install(`fs.writeFileSync('package-lock.json', '${lockText.replace('1.0.0', '9.9.9')}')`)
    expect(said).toContain('refused: npm install changed package-lock.json')
    expect(said).toContain('node_modules/a: 1.0.0 became 9.9.9')
    expect(readFileSync(join(project, 'package-lock.json'), 'utf8')).toBe(lockText)
    expect(install('')).toContain('installing dependencies')
  })

  test('a failing npm is reported, and tried again next time', () => {
    expect(install('process.exit(7)')).toContain('refused: npm install failed')
    expect(install('')).toContain('installing dependencies')
  })
})

test('an unknown command names the ones that there are', () => {
  const words = [join(root, 'tools/setup/run.mjs'), 'strat']
  const { stderr, status } = spawnSync(process.execPath, words, { encoding: 'utf8' })
  expect(status).toBe(1)
  expect(stderr).toContain('there is no command "strat"; there are: start, test, build')
})

describe('the words after a command, before anything is installed or done', () => {
  const runs = (...words: string[]) =>
    spawnSync(process.execPath, [join(root, 'tools/setup/run.mjs'), ...words], { encoding: 'utf8' })

  test('npm knows every command, and no other', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    expect(Object.keys(scripts).sort()).toEqual(Object.keys(commands).sort())
  })

  test.each(Object.entries(commands))('%s --help says how it is called and what it does', (name, { usage, does }) => {
    expect(usage).toMatch(new RegExp(`^npm (run (--silent )?)?${name}\\b`))
    expect(runs(name, '--', '--help')).toMatchObject({ status: 0, stdout: `${usage}\n${does}\n`, stderr: '' })
  })

  test.each([
    [
      'a flag that the command does not have',
      ['tour', '--ouut', 'pictures'],
      '"--ouut" is not known; usage: npm run tour',
    ],
    ['the same with its value behind =', ['crash', '--kill=3'], '"--kill" is not known; usage: npm run crash'],
    ['a flag where a version is wanted', ['sdks', '--latest'], '"--latest" is not known; usage: npm run sdks'],
    ['a flag of npm’s own', ['replay', '--silent'], '"--silent" is not known; usage: npm run --silent replay'],
    [
      'a word for a command that takes none',
      ['test', 'test/core'],
      '"test/core" is not known; it takes no words: npm test',
    ],
  ])('%s is refused with the usage', (_, words, text) => {
    const { status, stderr } = runs(...words)
    expect(status).toBe(1)
    expect(stderr).toContain(`kandian: ${text}`)
  })
})

test('the entry runs where nothing is installed: it says what is wrong instead of crashing on a missing module', () => {
  const project = mkdtempSync(join(tmpdir(), 'kandian-fresh-'))
  try {
    cpSync(join(root, 'tools/setup'), join(project, 'tools/setup'), { recursive: true })
    const { stderr, status } = spawnSync(process.execPath, ['tools/setup/run.mjs', 'doctor'], {
      cwd: project,
      encoding: 'utf8',
    })
    expect(status).toBe(1)
    expect(stderr).toContain('kandian: dependencies are missing')
  } finally {
    rmSync(project, { recursive: true, force: true })
  }
})
