import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { listFiles, listFolders } from '../../tools/files'
import { root } from '../../tools/paths'
import { checkLayers, layerFolders } from '../../tools/verify/layers'

/** Without @swc/core dependency-cruiser reads no TypeScript at all and finds nothing wrong: these plant wrongs. */
const planted = [
  { file: 'contract/planted.ts', imports: 'dayjs', rule: 'contract-imports-only' },
  { file: 'core/planted.ts', imports: 'wx-server-sdk', rule: 'core-imports-only' },
  { file: 'core/planted.ts', imports: 'node:fs', rule: 'core-is-pure' },
  { file: 'core/planted.ts', imports: '../adapters/door', rule: 'core-imports-only' },
  { file: 'cloudfunctions/one/planted.ts', imports: '../two/index', rule: 'functions-are-strangers' },
  { file: 'cloudfunctions/one/planted.ts', imports: 'wx-server-sdk', rule: 'cloud-sdks-only-in-adapters' },
  { file: 'miniprogram/sdk/planted.ts', imports: '../pages/page', rule: 'sdk-imports-only' },
  { file: 'miniprogram/sdk/planted.ts', imports: 'dayjs', rule: 'sdk-imports-only' },
  { file: 'miniprogram/sdk/planted.ts', imports: '../../contract/schemas/batch', rule: 'sdk-imports-only' },
  { file: 'miniprogram/pages/planted.ts', imports: '../admin/page', rule: 'pages-imports-only' },
  { file: 'miniprogram/admin/planted.ts', imports: '../../core/fold', rule: 'admin-imports-only' },
  { file: 'localcloud/planted.ts', imports: '../core/fold', rule: 'local-cloud-stands-beside' },
  { file: 'core/planted.ts', imports: '../tools/tool', rule: 'tools-and-tests-on-top' },
  { file: 'adapters/planted.ts', imports: 'jest', rule: 'ships-no-dev-package' },
  { file: 'core/planted.ts', imports: './nowhere', rule: 'resolves' },
]

const files: Record<string, string> = {
  'contract/metric.ts': 'export const metric = 1',
  'contract/schemas/batch.ts': 'export const batch = 1',
  'core/fold.ts': "import { metric } from '../contract/metric'\nexport const fold = metric",
  'adapters/door.ts': "import { fold } from '../core/fold'\nexport const door = fold",
  'cloudfunctions/one/index.ts': "import { door } from '../../adapters/door'\nexport const main = door",
  'cloudfunctions/two/index.ts': "import { door } from '../../adapters/door'\nexport const main = door",
  'miniprogram/sdk/index.ts': "import { metric } from '../../contract/metric'\nexport const init = metric",
  'miniprogram/pages/page.ts': "import { init } from '../sdk/index'\ninit",
  'miniprogram/admin/page.ts': "import type { metric } from '../../contract/metric'\nexport type M = typeof metric",
  'localcloud/cloud.ts': "import { metric } from '../contract/metric'\nexport const cloud = metric",
  'tools/tool.ts': 'export const tool = 1',
}

let tree: string

function write(name: string, text: string): void {
  const file = join(tree, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'kandian-canary-'))
  for (const [name, text] of Object.entries(files)) write(name, text)
  for (const name of ['package.json', '.dependency-cruiser.cjs']) cpSync(join(root, name), join(tree, name))
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'))
})

afterEach(() => {
  rmSync(tree, { recursive: true, force: true })
})

const fewest = Object.keys(files).length

test('a tree that keeps to its layers passes, and all of it was read', async () => {
  expect(await checkLayers(tree, fewest)).toEqual({ ok: true, note: `${fewest} modules` })
})

test.each(planted)('$file may not import $imports ($rule)', async ({ file, imports, rule }) => {
  write(file, `import '${imports}'\n`)
  const finding = await checkLayers(tree, fewest)
  expect(finding.ok ? 'passed' : finding.text).toContain(`${rule}: ${file} -> `)
})

test('a circle is found', async () => {
  write('core/left.ts', "import './right'\n")
  write('core/right.ts', "import './left'\n")
  const finding = await checkLayers(tree, fewest)
  expect(finding.ok ? 'passed' : finding.text).toContain('no-circle: ')
})

test('reading hardly anything is a failure, not a pass', async () => {
  expect(await checkLayers(tree, fewest + 1)).toMatchObject({ ok: false })
})

test('the check covers every folder of sources that the project has', () => {
  const withSources = listFolders(root)
    .filter((name) => !/^(node_modules|dist|coverage|\.)/.test(name))
    .filter((name) => listFiles(join(root, name)).some((file) => file.endsWith('.ts')))
  expect(layerFolders).toEqual(expect.arrayContaining(withSources))
})
