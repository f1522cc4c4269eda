import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../tools/paths'

/** The real set-up in a process whose PATH hides this machine's browser, fonts and packages behind scripts of ours. */
let bin: string

function put(name: string, lines: string): void {
  writeFileSync(join(bin, name), `#!/bin/sh\n${lines}\n`)
  chmodSync(join(bin, name), 0o755)
}

function setUp(): { status: number | null; output: string } {
  const code = `require('./tools/setup/browserSetup').ensureBrowser(console.log).then(
    () => console.log('found ' + require('./tools/browser').findBrowser()),
    (error) => { console.log('refused: ' + error.message); process.exitCode = 1 })`
  const env = { PATH: bin, HOME: bin }
  const words = ['--require', 'tsx/cjs', '-e', code]
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: root, env, encoding: 'utf8' })
  return { status, output: stdout + stderr }
}

beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'kandian-hidden-'))
  put('fc-list', 'echo Noto Sans CJK SC')
  put('sudo', 'shift; [ "$1" = true ] || exec "$@"')
})
afterEach(() => rmSync(bin, { recursive: true, force: true }))

test('Chromium is installed from the packages, then found', () => {
  const installed = join(bin, 'chromium')
  put(
    'apt-get',
    `echo "$@" >> ${bin}/asked\n[ "$1" != install ] || { echo > ${installed}; /bin/chmod +x ${installed}; }`,
  )
  const { status, output } = setUp()
  expect(output).toContain('installing chromium with apt-get')
  expect(output).toContain(`found ${installed}`)
  expect(status).toBe(0)
  expect(readFileSync(join(bin, 'asked'), 'utf8')).toContain('install --yes --no-install-recommends chromium\n')
})

test('without apt-get nothing is touched and the remedy is told', () => {
  const { status, output } = setUp()
  expect(status).toBe(1)
  expect(output).toContain('refused: the browser tests need Chromium, which this machine lacks')
  expect(existsSync(join(bin, 'asked'))).toBe(false)
})

test('packages that cannot be had are a clear failure', () => {
  put('apt-get', '[ "$1" = --version ] || { echo "Could not resolve deb.example" >&2; exit 100; }')
  const { status, output } = setUp()
  expect(status).toBe(1)
  expect(output).toContain('Could not resolve deb.example')
  expect(output).toMatch(/refused: this failed: (sudo -n )?apt-get update/)
})
