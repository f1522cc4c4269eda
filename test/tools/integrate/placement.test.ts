import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { placed } from '../../../tools/integrate/parts/placement'

const root = join(__dirname, '../../..')

test('a function knows the owner’s pages by the folder in which they were put', () => {
  const source = readFileSync(join(root, 'core/ownPages.ts'), 'utf8')
  const { code } = transformSync(source, { loader: 'ts', format: 'cjs', minify: true })
  const exports: { isOwnPage?: (label: string) => boolean } = {}
  const run = new Function('module', placed(code, { pages: 'packages/kandian', home: 'pages/index' }))
  const module = { exports }
  run(module)
  const { isOwnPage } = module.exports
  expect(isOwnPage?.('packages/kandian/components/bars/index')).toBe(true)
  expect(isOwnPage?.('admin/pages/goods/index')).toBe(false)
})
