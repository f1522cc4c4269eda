import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../tools/paths'
import { unknownLicences } from '../../tools/release/bundledPackages'
import { makeRelease, type Release } from '../../tools/release/release'

jest.setTimeout(300_000)

let folder: string
let release: Release
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kandian-release-'))
  release = await makeRelease(join(folder, 'out'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('has no problem: the changelog tells of it, and every licence allows it', () => {
  expect(release.problems).toEqual([])
  expect(release.files.map(({ name }) => name)).toEqual([
    `kandian-${release.version}.tgz`,
    `kandian-server-${release.version}.tgz`,
  ])
})

test('its packages install, load and have types, each on its own', () => {
  const shop = join(folder, 'shop')
  for (const name of ['kandian', 'kandian-server']) {
    const place = join(shop, 'node_modules', name)
    execFileSync('mkdir', ['-p', place])
    execFileSync('tar', [
      '-xzf',
      join(folder, 'out', `${name}-${release.version}.tgz`),
      '-C',
      place,
      '--strip-components=1',
    ])
  }
  const load =
    "const { init } = require('kandian'); const { watch } = require('kandian-server'); console.log(typeof init, typeof watch)"
  expect(execFileSync(process.execPath, ['-e', load], { cwd: shop, encoding: 'utf8' })).toBe('function function\n')
  writeFileSync(
    join(shop, 'shop.ts'),
    "import { init, order } from 'kandian'\nimport { watch } from 'kandian-server'\ninit({ store: 'li' })\norder('paid')\n// @ts-expect-error a store is needed\ninit({})\nexport const main = watch((event: { a: number }) => event.a, { store: 'li', name: 'x', database: null as never }).main\n",
  )
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const flags = [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--module',
    'nodenext',
    '--moduleResolution',
    'nodenext',
    '--types',
    '',
    'shop.ts',
  ]
  execFileSync(process.execPath, [tsc, ...flags], { cwd: shop, encoding: 'utf8' })
})

test('the report names every bundled package with version, licence and size', () => {
  const report = readFileSync(join(folder, 'out/INSIDE.md'), 'utf8')
  for (const name of ['wx-server-sdk', 'zod', 'dayjs', 'echarts']) {
    expect(report).toMatch(new RegExp(`\\| ${name} \\| \\d+\\.\\d+\\.\\d+ \\| [\\w.-]+ \\| [\\d.]+ kB \\| `))
  }
})

test('a licence that nobody looked at is a problem', () => {
  const strange = { name: 'x', version: '1.0.0', licence: 'AGPL-3.0', inParts: { collect: 1 } }
  expect(unknownLicences([strange, { ...strange, licence: '(MIT OR GPL-2.0)' }])).toEqual([
    'x 1.0.0 is under "AGPL-3.0", which is not on the list',
  ])
})
