import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { listFiles } from '../../tools/files'
import { root } from '../../tools/paths'

/** A small project of every kind of file, built by the real build in a folder of its own. */
const sources: Record<string, string> = {
  'contract/word.ts': "export const word = 'hello'",
  'cloudfunctions/greet/index.ts': `import { word } from '../../contract/word'
import cloud from 'wx-server-sdk'
import { z } from 'zod'
export function unused() { cloud.init({ env: 'greet' }); return cloud.ai() }
export const parse = z.string().safeParse(1).error?.issues[0]?.message
export async function main(event: { name: string }) { return word + event.name + typeof cloud.init }`,
  'cloudfunctions/greet/config.json': '{"timeout":5}',
  'miniprogram/app.json': `{"pages":["pages/menu/index"],"subPackages":[{"root":"admin","pages":["overview/index"]}],
    "usingComponents":{"t-button":"tdesign-miniprogram/button/button"}}`,
  'miniprogram/app.ts': "import { init } from './sdk/index'\nApp({ onLaunch(): void { init() } })",
  'miniprogram/app.wxss': 'page { color: red }',
  'miniprogram/sdk/index.ts':
    "import { word } from '../../contract/word'\nexport function init(): string { return word }",
  'miniprogram/sdk/whole.ts': "import { init } from './index'\nexport default { init }",
  'miniprogram/pages/menu/index.ts': 'Page({ data: { count: 1 as number, name: null ?? 1 } })',
  'miniprogram/pages/menu/index.json': '{"usingComponents":{"t-popup":"tdesign-miniprogram/popup/popup"}}',
  'miniprogram/pages/menu/index.wxml': '<view><t-button>1</t-button></view>',
  'miniprogram/pages/menu/dish.png': 'png',
  'miniprogram/admin/overview/index.ts': "import { draw } from '../charts/engine'\nPage({ onReady() { draw() } })",
  'miniprogram/admin/overview/index.json': '{}',
  'miniprogram/admin/overview/index.wxml': '<view />',
  'miniprogram/admin/charts/engine.ts': "import { init } from 'echarts/core'\nexport const draw = () => init",
  'miniprogram/typings/extra.d.ts': 'declare const extra: number',
}

let project: string
const at = (path: string) => join(project, path)
const text = (path: string) => readFileSync(at(path), 'utf8')

function write(path: string, content: string): void {
  mkdirSync(dirname(at(path)), { recursive: true })
  writeFileSync(at(path), content)
}

interface Ran {
  status: number | null
  output: string
}

function node(...words: string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: project, encoding: 'utf8' })
  return { status, output: stdout + stderr }
}

const build = () => node('--import', 'tsx', 'tools/build/main.ts')
const run = (script: string) => node('--import', 'tsx', '-e', script)

let first: Ran

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'kandian-build-'))
  for (const name of ['tools', 'package.json', 'package-lock.json', 'project.config.json']) {
    cpSync(join(root, name), at(name), { recursive: true })
  }
  for (const name of ['node_modules', 'localcloud']) symlinkSync(join(root, name), at(name))
  for (const [path, content] of Object.entries(sources)) write(path, content)
  first = build()
})
afterAll(() => rmSync(project, { recursive: true, force: true }))

test('it succeeds and says what each part weighs', () => {
  expect(first).toMatchObject({ status: 0 })
  expect(first.output).toMatch(/function greet\s+\d+\.\d kB/)
  expect(first.output).toMatch(/SDK\s+\d+\.\d kB/)
  expect(first.output).toMatch(/built .*functions.* in \d+\.\d s/)
})

test('a function is one file with the SDK inside, its package and its config', () => {
  expect(JSON.parse(text('dist/cloudfunctions/greet/package.json'))).toMatchObject({ name: 'greet', main: 'index.js' })
  expect(JSON.parse(text('dist/cloudfunctions/greet/config.json'))).toEqual({ timeout: 5 })
  const alone = mkdtempSync(join(tmpdir(), 'kandian-greet-'))
  cpSync(at('dist/cloudfunctions/greet'), alone, { recursive: true })
  const call = "require('./index.js').main({ name: ' Li ' }).then(console.log)"
  const { stdout } = spawnSync(process.execPath, ['-e', call], { cwd: alone, encoding: 'utf8' })
  const parse = spawnSync(process.execPath, ['-p', "require('./index.js').parse"], { cwd: alone, encoding: 'utf8' })
  rmSync(alone, { recursive: true })
  expect(parse.stdout.trim()).toBe('Invalid input: expected string, received number')
  expect(text('dist/cloudfunctions/greet/index.js')).not.toContain('文字列')
  expect(stdout.trim()).toBe('hello Li function')
})

test('parts of the SDK that no function of ours calls are left out, and say so to who does', () => {
  const call = "try { require('./index.js').unused() } catch (error) { console.log(error.message) } process.exit(0)"
  const cwd = at('dist/cloudfunctions/greet')
  const { stdout } = spawnSync(process.execPath, ['-e', call], { cwd, encoding: 'utf8' })
  expect(stdout.trim()).toBe('cloud.ai() is not in this bundle: take it out of tools/build/leftOut.ts')
  expect(statSync(join(cwd, 'index.js')).size).toBeLessThan(1_000_000)
})

test('the SDK is one file, the same in the mini-program, with its types', () => {
  expect(text('dist/miniprogram/sdk/index.js')).toBe(text('dist/sdk/kandian.js'))
  expect(listFiles(at('dist/miniprogram/sdk'))).toHaveLength(1)
  const loaded = { exports: {} as { init?: () => string } }
  new Function('module', 'exports', text('dist/sdk/kandian.js'))(loaded, loaded.exports)
  expect(loaded.exports.init?.()).toBe('hello')
  expect(text('dist/sdk/types/miniprogram/sdk/index.d.ts')).toContain('init(): string')
  expect(text('dist/sdk/kandian.d.ts')).toContain('./types/miniprogram/sdk/index')
})

test('pages are transpiled each by itself, to what old phones run', () => {
  expect(text('dist/miniprogram/app.js')).toContain('require("./sdk/index")')
  expect(text('dist/miniprogram/pages/menu/index.js')).not.toMatch(/as number|\?\?/)
  expect(existsSync(at('dist/miniprogram/pages/menu/dish.png'))).toBe(true)
  expect(listFiles(at('dist/miniprogram')).filter((file) => file.endsWith('.ts'))).toEqual([])
})

test('of TDesign only what is used is there, with what that uses', () => {
  const npm = 'dist/miniprogram/miniprogram_npm/tdesign-miniprogram'
  for (const file of [
    'button/button.wxml',
    'popup/popup.wxs',
    'overlay/overlay.js',
    'common/utils.wxs',
    'icon/icon.wxss',
  ]) {
    expect([file, existsSync(at(`${npm}/${file}`))]).toEqual([file, true])
  }
  expect(existsSync(at(`${npm}/miniprogram_npm/tslib/index.js`))).toBe(true)
  expect(existsSync(at(`${npm}/calendar`))).toBe(false)
})

test('the chart library is inside the one file of the admin subpackage', () => {
  const engine = at('dist/miniprogram/admin/charts/engine.js')
  expect(statSync(engine).size).toBeGreaterThan(100_000)
  expect(text('dist/miniprogram/admin/overview/index.js')).toContain('require("../charts/engine")')
})

test('DevTools can open dist/ on its own', () => {
  const config = JSON.parse(text('dist/project.config.json'))
  expect(config).toMatchObject({ miniprogramRoot: 'miniprogram/', cloudfunctionRoot: 'cloudfunctions/' })
})

describe('built again', () => {
  test('with nothing changed it does nothing', () => {
    expect(build()).toEqual({ status: 0, output: 'dist/ is fresh\n' })
  })

  test('with a page changed, whoever runs what was built is told, and it leaves the functions alone', () => {
    const before = statSync(at('dist/cloudfunctions/greet/index.js')).mtimeMs
    write('miniprogram/pages/menu/index.ts', 'Page({ data: { count: 2 } })')
    expect(run("require('./tools/build/freshness').requireFresh('functions', 'phone')").output).toContain(
      'Error: dist/ is missing or older than its sources (phone): npm run build',
    )
    expect(run("console.log(require('./tools/build/freshness').built('functions'))").output.trim()).toBe(
      at('dist/cloudfunctions'),
    )
    expect(build().output).toContain('built phone, shell')
    expect(text('dist/miniprogram/pages/menu/index.js')).toContain('count: 2')
    expect(statSync(at('dist/cloudfunctions/greet/index.js')).mtimeMs).toBe(before)
  })

  test('a broken function is named, fails the build, and leaves the last good one in place', () => {
    write('cloudfunctions/greet/index.ts', "import { nothing } from './nowhere'\nexport const main = nothing")
    const { status, output } = build()
    expect(status).toBe(1)
    expect(output).toMatch(/build: functions: greet: .*\n?.*Could not resolve "\.\/nowhere"/)
    expect(text('dist/cloudfunctions/greet/index.js')).toContain('hello')
    expect(build().status).toBe(1)
  })

  test('a function that is gone from the sources is gone from dist/', () => {
    rmSync(at('cloudfunctions/greet'), { recursive: true })
    expect(build().status).toBe(0)
    expect(existsSync(at('dist/cloudfunctions/greet'))).toBe(false)
  })
})
