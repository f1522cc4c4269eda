import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { makeScratch, removeScratch } from '../../tools/test/scratch'

let folder: string
afterEach(() => removeScratch(folder))

test('temporary files of a run go where there is room for them', () => {
  folder = makeScratch(tmpdir(), 1)
  expect(dirname(folder)).toBe(tmpdir())
  expect(existsSync(folder)).toBe(true)
})

test.each([
  { why: 'memory is short', inMemory: '/', neededBytes: Number.MAX_SAFE_INTEGER },
  { why: 'the machine has no such folder', inMemory: join(tmpdir(), 'nowhere'), neededBytes: 1 },
])('on the disk where $why', ({ inMemory, neededBytes }) => {
  folder = makeScratch(inMemory, neededBytes)
  expect(dirname(folder)).toBe(tmpdir())
})
