import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { checkFunctionsAlone } from '../../tools/shipCheck/functionsAlone'
import { checkPackageSizes } from '../../tools/shipCheck/packageSizes'
import { checkPhoneReferences } from '../../tools/shipCheck/phoneReferences'
import { checkSdkAlone } from '../../tools/shipCheck/sdkAlone'
import { checkWithWechat } from '../../tools/shipCheck/wechat'

let folder: string

function put(path: string, content: string): void {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kandian-ship-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('functions loaded alone', () => {
  test('pass when they need nothing but themselves', () => {
    put('one/index.js', "require('node:fs'); exports.main = () => 1")
    expect(checkFunctionsAlone(folder)).toEqual({ ok: true, note: '1 functions' })
  })

  test.each([
    ['need a package that is not inside', "require('wx-server-sdk'); exports.main = () => 1", /one: .*wx-server-sdk/],
    ['need a neighbour', "require('../two/index.js'); exports.main = () => 1", /one: .*\.\.\/two/],
    ['export no main', 'exports.handler = () => 1', /one: .*exports no main/],
    ['are no JavaScript', 'const = 1', /one: SyntaxError/],
  ])('fail when they %s', (_, code, words) => {
    put('one/index.js', code)
    put('two/index.js', 'exports.main = () => 2')
    expect(checkFunctionsAlone(folder)).toEqual({ ok: false, text: expect.stringMatching(words) })
  })

  test('fail when none is built', () => {
    expect(checkFunctionsAlone(folder)).toMatchObject({ ok: false })
  })
})

describe('what the mini-program names', () => {
  beforeEach(() => {
    put('app.json', '{"pages":["pages/a"],"usingComponents":{"x-y":"/parts/y"}}')
    put('parts/y.json', '{"component":true}')
    put('parts/y.wxml', '<view/>')
    put('pages/a.js', "const b = require('../b')")
    put('b.js', '')
  })

  test('passes when all of it is inside', () => {
    expect(checkPhoneReferences(folder)).toMatchObject({ ok: true })
  })

  test.each([
    ['pages/c.js', "require('../../contract/metrics')", 'script ../../contract/metrics'],
    ['pages/c.js', "require('dayjs')", 'script dayjs'],
    ['pages/c.json', '{"usingComponents":{"t-x":"tdesign-miniprogram/x/x"}}', 'component tdesign-miniprogram/x/x'],
    ['pages/c.wxml', '<wxs src="./gone.wxs" module="m" />', 'file ./gone.wxs'],
    ['pages/c.wxml', '<import src="../gone.wxml" />', 'file ../gone.wxml'],
    ['pages/c.wxss', '@import "gone.wxss";', 'file gone.wxss'],
  ])('fails when %s has %s', (file, content, words) => {
    put(file, content)
    expect(checkPhoneReferences(folder)).toEqual({ ok: false, text: `${file}: ${words} is not in the mini-program` })
  })

  test('looks up packages from the nearest miniprogram_npm', () => {
    put('pages/c.js', "require('kit/one')")
    put('miniprogram_npm/kit/one.js', "require('tslib')")
    put('miniprogram_npm/kit/miniprogram_npm/tslib/index.js', '')
    expect(checkPhoneReferences(folder)).toMatchObject({ ok: true })
  })
})

describe('WeChat’s own compilers', () => {
  beforeEach(() => {
    put('app.json', '{"pages":["pages/a"]}')
    put('pages/a.json', '{}')
    put('pages/a.js', 'Page({})')
    put('pages/a.wxss', '.a { color: red }')
  })

  test('accept a page that is well formed', () => {
    put('pages/a.wxml', '<view class="a">1</view>')
    expect(checkWithWechat(folder)).toEqual({ ok: true, note: '1 wxml, 1 wxss' })
  })

  test('refuse a page that is not', () => {
    put('pages/a.wxml', '<view><text></view>')
    expect(checkWithWechat(folder)).toMatchObject({ ok: false, text: expect.stringContaining('pages/a.wxml') })
  })
})

describe('package sizes', () => {
  const megabyte = 'x'.repeat(1024 * 1024)

  beforeEach(() =>
    put('app.json', '{"pages":["a"],"subPackages":[{"root":"admin","pages":["b"]},{"root":"more","pages":["c"]}]}'),
  )

  test('are counted for each package by itself', () => {
    put('a.js', `${megabyte}`)
    put('more/c.js', `${megabyte}`)
    put('admin/b.js', 'x'.repeat(2048))
    const finding = checkPackageSizes(folder)
    expect(finding).toMatchObject({ ok: true })
    expect(finding.ok && finding.note).toBe('main package 1024.1 kB, admin 2.0 kB, more 1024.0 kB')
  })

  test.each([
    ['a.js', 2.1, 'main package weighs'],
    ['more/c.js', 2.1, 'more weighs'],
    ['admin/b.js', 1.2, 'admin weighs'],
  ])('%s of %d MB is too much', (file, size, words) => {
    put(file, megabyte.repeat(3).slice(0, size * 1024 * 1024))
    expect(checkPackageSizes(folder)).toEqual({ ok: false, text: expect.stringContaining(words) })
  })
})

describe('the SDK alone', () => {
  const face = 'exports.init = exports.track = exports.order = exports.flush = exports.diagnose = function () {};'

  test('passes when it is one file with its public face', () => {
    put('kandian.js', face)
    expect(checkSdkAlone(folder)).toEqual({ ok: true })
  })

  test.each([
    ['names a module', `${face} function late() { require("zod") }`, 'requires zod'],
    ['lacks a function of its face', face.replace('exports.flush = ', ''), 'exports no flush'],
    ['needs a phone to load', `${face} wx.request()`, 'does not load without a phone'],
  ])('fails when it %s', (_, code, words) => {
    put('kandian.js', code)
    expect(checkSdkAlone(folder)).toEqual({ ok: false, text: expect.stringContaining(words) })
  })
})
