import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { compileShell } from '../../../localcloud/phone/compile'
import { scopeSelector } from '../../../localcloud/phone/compile/styles'
import { toBrowserLength } from '../../../localcloud/phone/runtime/lengths'
import { checkWithWechatCompilers } from '../../../localcloud/phone/wechatCompilers'
import { BASIC, NODE_MODULES } from './openPhone'

let folder: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kandian-compile-'))
  fs.cpSync(BASIC, folder, { recursive: true })
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

const write = (file: string, text: string) => fs.writeFileSync(path.join(folder, file), text)
const compile = () => compileShell({ source: folder, outDir: path.join(folder, 'out'), nodeModules: NODE_MODULES })

describe('a mini-program with a mistake', () => {
  test.each<[string, string, string, RegExp]>([
    ['a broken app.json', 'app.json', '{\n  "pages": [,]\n}', /app\.json:2: not valid JSON/],
    [
      'a page that is not there',
      'app.json',
      '{\n  "pages": ["pages/gone/gone"]\n}',
      /app\.json:2: page "pages\/gone\/gone" has no/,
    ],
    ['an app without pages', 'app.json', '{}', /app\.json:1: "pages" must list at least one page/],
    [
      'a component that is not there',
      'pages/home/home.json',
      '{\n  "usingComponents": {\n    "x": "/parts/nothing"\n  }\n}',
      /home\.json:3: component "\/parts\/nothing" not found/,
    ],
    ['a style that does not close', 'app.wxss', '.a {\n  color: red;\n', /app\.wxss:1: Unclosed block/],
    [
      'a style that imports nothing',
      'app.wxss',
      '\n@import "./gone.wxss";',
      /app\.wxss:2: @import "\.\/gone\.wxss" not found/,
    ],
    ['a template that does not close', 'pages/mine/mine.wxml', '<view>\n<text></view>', /mine\.wxml:[12]: /],
    [
      'a missing WXS module',
      'pages/mine/mine.wxml',
      '<view />\n<wxs module="m" src="./gone.wxs" />',
      /mine\.wxml:2: WXS module "pages\/mine\/gone\.wxs" not found/,
    ],
    ['a script that does not parse', 'pages/mine/mine.ts', 'Page({\n  data: {\n})', /mine\.ts:3: /],
    [
      'a script that imports nothing',
      'pages/mine/mine.ts',
      "\nimport { a } from './gone'\nPage({ a })",
      /mine\.ts:2: /,
    ],
  ])('%s is named with file and line', async (_what, file, text, message) => {
    write(file, text)
    await expect(compile()).rejects.toThrow(message)
  })

  test('a tag that nobody defines is a warning with its line, and the rest goes on', async () => {
    write('pages/mine/mine.wxml', '<view>\n  <!-- <ghost> -->\n  <t-nothing />\n</view>')
    const { warnings, pages } = await compile()
    expect(pages).toBe(4)
    expect(warnings).toEqual([
      expect.stringMatching(/form\.wxml:25: <map> is not in the phone shell$/),
      expect.stringMatching(/mine\.wxml:3: <t-nothing> is neither a tag of WeChat nor in usingComponents$/),
    ])
  })
})

describe('a mini-program without mistakes', () => {
  test('is found through project.config.json', async () => {
    const project = fs.mkdtempSync(path.join(os.tmpdir(), 'kandian-project-'))
    fs.writeFileSync(path.join(project, 'project.config.json'), JSON.stringify({ miniprogramRoot: 'src/' }))
    fs.cpSync(BASIC, path.join(project, 'src'), { recursive: true })
    const outDir = path.join(project, 'out')
    const report = await compileShell({ source: project, outDir, nodeModules: NODE_MODULES })
    expect(report).toMatchObject({ pages: 4, components: 8 })
    expect(fs.readdirSync(outDir)).toEqual(expect.arrayContaining(['app.js', 'phone.css', 'phone.html']))
    fs.rmSync(project, { recursive: true })
  })
})

describe('lengths and selectors of WXSS', () => {
  test.each([
    ['750rpx', '100vw'],
    ['4rpx', '0.533334vw'],
    ['-4rpx 0', '-0.533334vw 0'],
    ['calc(100vh - 100rpx)', 'calc(calc(100 * var(--page-vh, 1vh)) - 13.333334vw)'],
    ['env(safe-area-inset-bottom)', 'var(--safe-area-bottom, 0px)'],
    ['12px', '12px'],
  ])('%s → %s', (wxss, css) => expect(toBrowserLength(wxss)).toBe(css))

  test.each([
    ['page', '', 'wx-page'],
    ['.a view.b', '', '.a wx-view.b'],
    ['.a .b', 'c1', '.c1--a .c1--b'],
    [':host(.on) text', 'c1', '[wx-host="c1"].c1--on wx-text'],
    ['#title', '', '[id$="--title"]'],
    ['.t-button', '', '.t-button'],
  ])('%s in scope "%s" → %s', (selector, scope, scoped) => expect(scopeSelector(selector, scope)).toBe(scoped))
})

describe('WeChat’s own compilers', () => {
  test('take the fixture', () => {
    expect(checkWithWechatCompilers(folder)).toEqual({ ok: true, wxmlFiles: 6, wxssFiles: 4, errors: [] })
  })

  test.each([
    ['pages/mine/mine.wxml', '<view>', /wcc: .*mine\.wxml/s],
    ['app.wxss', '* { color: red }', /wcsc: .*app\.wxss/s],
  ])('refuse a broken %s', (file, text, complaint) => {
    write(file, text)
    const { ok, errors } = checkWithWechatCompilers(folder)
    expect(ok).toBe(false)
    expect(errors.join('\n')).toMatch(complaint)
  })
})
