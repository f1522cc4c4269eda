import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../../../tools/paths'
import { checkedOut, git } from './apps'

let folder: string
beforeAll(() => {
  folder = checkedOut('plain')
})
afterAll(() => rmSync(dirname(folder), { recursive: true, force: true }))

const run = (...words: string[]) => {
  const script = join(root, 'tools/integrate/main.ts')
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script, ...words], {
    cwd: root,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

test('npm run integrate shows, refuses a dirty tree, writes, has nothing more to do, and takes out', () => {
  const shown = run('--app', folder)
  expect(shown).toMatchObject({ status: 0, stderr: '' })
  expect(shown.stdout).toMatch(
    /create +kandian\/ \(2 files[\s\S]*--- a\/app\.json[\s\S]*\+require\('\.\/kandian\/start'\)/,
  )
  expect(git(folder, 'status', '--porcelain')).toBe('')

  writeFileSync(join(folder, 'new.js'), '')
  expect(run('--app', folder, '--write')).toMatchObject({ status: 1, stderr: expect.stringContaining('?? new.js') })
  expect(git(folder, 'status', '--porcelain')).toBe('?? new.js\n')

  expect(run('--app', folder, '--write', '--allow-dirty').stdout).toContain('written; look at it with git diff')
  expect(run('--app', folder, '--write').stdout).toBe('nothing to do: all is in place\n')
  expect(run('--app', folder, '--remove').stdout).toContain('taken out')
  expect(git(folder, 'status', '--porcelain')).toBe('?? new.js\n')
  expect(run('--app', folder, '--remove')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('has no kandian.json'),
  })
  expect(run()).toMatchObject({ status: 1, stderr: expect.stringContaining('--app is missing') })
})
