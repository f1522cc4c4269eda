import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { checkWithWechatCompilers } from '../../../localcloud/phone/wechatCompilers'
import { buildAll } from '../../../tools/build/build'
import { checkPhoneReferences } from '../../../tools/shipCheck/phoneReferences'
import { APPS, type AppName, appNames, checkedOut, git, integrate, planFor, takeOutAgain } from './apps'

let folder: string
beforeAll(async () => {
  expect((await buildAll(undefined, ['functions', 'sdk', 'phone'])).problems).toEqual([])
})
afterEach(() => rmSync(dirname(folder), { recursive: true, force: true }))

const appRootOf: Record<AppName, string> = {
  plain: '',
  typed: 'miniprogram',
  packaged: 'app',
  tabbed: 'miniprogram',
  plugged: '',
  taro: 'dist',
}

/** Not: TypeScript, a plugin's component, cloud functions under the app's own root. */
const holdsAllItNames = new Set<AppName>(['packaged', 'tabbed', 'taro'])

describe.each(appNames)('an app like this: %s', (name) => {
  const { like, words } = APPS[name]

  test(`(${like}) WeChat takes it with us inside, a second run has nothing to do, and out again nothing is left`, () => {
    folder = checkedOut(name)
    const before = git(folder, 'ls-files', '--others', '--cached')
    integrate(folder, ...words)
    expect(checkWithWechatCompilers(folder)).toMatchObject({ ok: true, errors: [] })
    if (holdsAllItNames.has(name)) {
      expect(checkPhoneReferences(join(folder, appRootOf[name]))).toMatchObject({ ok: true })
    }
    expect(planFor(folder)).toMatchObject({ changes: [], problems: [] })
    takeOutAgain(folder)
    expect(git(folder, 'status', '--porcelain', '--ignored')).toBe('')
    expect(git(folder, 'ls-files', '--others', '--cached')).toBe(before)
  })
})

describe('what is put in', () => {
  test('starts the SDK in the app’s first line, and opens the cloud where the app does not', () => {
    folder = checkedOut('plain')
    integrate(folder, '--env', 'noodles-1a2b3c', '--store', 'wangs')
    expect(readFileSync(join(folder, 'app.js'), 'utf8')).toMatch(
      /^require\('\.\/kandian\/start'\); \/\/ Kandian 1\.2\.3: /,
    )
    const start = readFileSync(join(folder, 'kandian/start.js'), 'utf8')
    expect(start).toContain('init({ store: "wangs" })')
    expect(start).toContain('wx.cloud.init({ env: "noodles-1a2b3c", traceUser: true })')
  })

  test('leaves wx.cloud.init to an app that calls it', () => {
    folder = checkedOut('tabbed')
    integrate(folder)
    expect(readFileSync(join(folder, 'miniprogram/kandian/start.js'), 'utf8')).not.toContain('cloud.init')
    const script = readFileSync(join(folder, 'miniprogram/app.js'), 'utf8')
    expect(script).toMatch(/^\uFEFFimport '\.\/kandian\/start' /)
  })

  test('stays behind "use strict", which means nothing in a second line', () => {
    folder = checkedOut('taro')
    integrate(folder)
    expect(readFileSync(join(folder, 'dist/app.js'), 'utf8')).toMatch(
      /^"use strict"; \/\* .* \*\/ require\('\.\/kandian\/start'\);require\("\.\/runtime"\)/,
    )
  })

  test('leads from the owner’s pages to the app’s own first page, and never to the sample shop', () => {
    folder = checkedOut('packaged')
    integrate(folder, '--pages', 'watchdesk')
    const settings = readFileSync(join(folder, 'app/watchdesk/pages/settings/index.js'), 'utf8')
    const tabs = readFileSync(join(folder, 'app/watchdesk/components/tabBar/index.js'), 'utf8')
    expect(settings + tabs).not.toMatch(/pages\/menu\/index|["'`/]admin\/pages/)
    expect(tabs).toContain('/watchdesk/pages/overview/index')
  })

  test('wraps a function of theirs, with the database it already has', () => {
    folder = checkedOut('typed')
    integrate(folder, '--watch', 'order')
    const code = readFileSync(join(folder, 'cloudfunctions/order/index.js'), 'utf8')
    expect(code).toContain(
      "module.exports.main = require('./kandian-server').watch(module.exports.main, { store: 'main', name: 'order', database: db }).main",
    )
    expect(existsSync(join(folder, 'cloudfunctions/order/kandian-server.js'))).toBe(true)
    integrate(folder, '--store', 'li')
    expect(readFileSync(join(folder, 'cloudfunctions/order/index.js'), 'utf8')).toContain("store: 'li'")
    takeOutAgain(folder)
    expect(git(folder, 'status', '--porcelain')).toBe('')
  })

  test('stays with the app’s own changes: they survive when it is taken out', () => {
    folder = checkedOut('plain')
    integrate(folder)
    const appJson = join(folder, 'app.json')
    const script = join(folder, 'app.js')
    writeFileSync(
      appJson,
      readFileSync(appJson, 'utf8').replace('"pages/cart/cart"', '"pages/cart/cart", "pages/more/more"'),
    )
    writeFileSync(script, `${readFileSync(script, 'utf8')}// written later\n`)
    takeOutAgain(folder)
    expect(git(folder, 'diff', '--shortstat')).toMatch(/2 files changed, 2 insertions\(\+\), 1 deletion/)
  })
})

describe('refused, with nothing written', () => {
  const refusal = (change: (folder: string) => void, ...words: string[]): string => {
    folder = checkedOut('typed')
    change(folder)
    const before = git(folder, 'status', '--porcelain')
    let text = ''
    try {
      text = planFor(folder, ...words).problems.join('\n')
    } catch (error) {
      text = (error as Error).message
    }
    expect(git(folder, 'status', '--porcelain')).toBe(before)
    return text
  }
  const put = (path: string, content: string | Buffer) => (folder: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  const replace = (path: string, from: string, to: string) => (folder: string) => {
    writeFileSync(join(folder, path), readFileSync(join(folder, path), 'utf8').replace(from, to))
  }

  test.each([
    [
      'no appid',
      replace('project.config.json', 'wx2222222222222222', 'touristappid'),
      [],
      /appid "touristappid" is not one like/,
    ],
    ['a plugin project', replace('project.config.json', '"miniprogram",', '"plugin",'), [], /compileType is "plugin"/],
    ['broken app.json', put('miniprogram/app.json', '{\n  "pages": [,]\n}'), [], /app\.json, line 2, is not JSON/],
    [
      'a root that is not there',
      replace('project.config.json', 'miniprogram/', 'src/'),
      [],
      /src\/app\.json does not exist/,
    ],
    [
      'a function of our name',
      put('cloudfunctions/query/index.js', ''),
      [],
      /cloudfunctions\/query\/ has a cloud function "query" of yours/,
    ],
    ['a folder of our name', put('miniprogram/kandian/x.js', ''), [], /miniprogram\/kandian\/ is there and not ours/],
    [
      'pages of our name',
      put('miniprogram/admin/x.js', ''),
      [],
      /miniprogram\/admin\/ is there and not ours: give .* --pages NAME/,
    ],
    [
      'a main package over 2 MB',
      put('miniprogram/big.png', Buffer.alloc(2_090_000)),
      [],
      /main package would weigh 20\d\d\.\d kB, more than WeChat's 2048\.0 kB/,
    ],
    [
      'a function to watch that is not there',
      () => {},
      ['--watch', 'pay'],
      /--watch pay: cloudfunctions\/pay\/index\.js does not exist/,
    ],
    [
      'a script that is not UTF-8',
      put('miniprogram/app.ts', Buffer.from([0xc4, 0xe3, 0xba, 0xc3])),
      [],
      /app\.ts is not UTF-8/,
    ],
    [
      'samples that are not there',
      () => {},
      ['--samples', '/nowhere.json'],
      /--samples: \/nowhere\.json does not exist/,
    ],
    ['a word that is unknown', () => {}, ['--wirte'], /"--wirte" is not known; usage/],
  ])('%s', (_, change, words, message) => {
    expect(refusal(change, ...words)).toMatch(message)
  })

  test('over a file of ours that somebody has changed', () => {
    folder = checkedOut('plain')
    integrate(folder)
    writeFileSync(join(folder, 'kandian/start.js'), 'changed')
    expect(planFor(folder).problems).toEqual([
      expect.stringMatching(/^kandian\/start\.js is ours and was changed by somebody/),
    ])
    expect(() => takeOutAgain(folder)).toThrow('kandian/start.js is ours and was changed')
  })
})
