import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { compare } from '../../bench/harness/compare'
import { lineOf, type Row, verdictOf } from '../../bench/harness/row'

describe('a row of a benchmark', () => {
  test.each<[string, Row, string]>([
    ['within its target', { name: 'a', value: 1.5, p25: 1.25, p75: 2, target: 2 }, 'a 1.5 1.25 2 2 ok'],
    ['beyond it by noise only', { name: 'a', value: 2.4, p25: 1.9, p75: 3, target: 2 }, 'a 2.4 1.9 3 2 ok'],
    ['beyond it', { name: 'a', value: 2.4, p25: 2.1, p75: 3, target: 2 }, 'a 2.4 2.1 3 2 short'],
    ['without a target', { name: 'a', value: 0.123456, p25: 0.1, p75: 1 / 3 }, 'a 0.123 0.1 0.333 - info'],
    ['that is a number of bytes', { name: 'a', value: 5121, target: 5120 }, 'a 5121 - - 5120 short'],
  ])('%s says so', (_what, row, line) => {
    expect(lineOf(row)).toBe(line)
    expect(line).toContain(verdictOf(row))
  })
})

/** Works as long as it is told on this process's own processor. */
function busy(rounds: number): () => number {
  return () => {
    let sum = 0
    for (let i = 0; i < rounds * 20_000; i++) sum += Math.sqrt(i)
    return sum
  }
}

describe('a comparison', () => {
  test('of work with half as much work is about two, whichever side is the larger', async () => {
    const few = { pairs: 15, sideMs: 2 }
    const twice = await compare(busy(2), busy(1), few)
    const half = await compare(busy(1), busy(2), few)
    expect(twice.value).toBeGreaterThan(1.4)
    expect(twice.value).toBeLessThan(2.9)
    expect(half.value).toBeGreaterThan(0.35)
    expect(half.value).toBeLessThan(0.7)
    expect(twice.p25).toBeLessThanOrEqual(twice.value)
    expect(twice.p75).toBeGreaterThanOrEqual(twice.value)
  })

  test('waits for asynchronous work, in either order', async () => {
    const order: string[] = []
    const side = (name: string) => async () => {
      await new Promise((resolve) => setImmediate(resolve))
      order.push(name)
    }
    await compare(side('work'), side('floor'), { by: 'wall', pairs: 4, sideMs: 0 })
    expect(order.slice(-8).join(' ')).toBe('work floor floor work work floor floor work')
  })
})

test('a group that does not exist is refused, and those that do are named', () => {
  const command = ['--import', 'tsx', join('bench', 'main.ts'), 'weather']
  const root = join(__dirname, '..', '..')
  const { status, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' })
  expect(status).toBe(1)
  expect(stderr).toMatch(/no group "weather"; there are: .*cloud/)
})
