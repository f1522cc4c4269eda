import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ours } from './ours'
import { fixtures, playFixture } from './playFixture'

const table = readFileSync(join(__dirname, '../../../../docs/alerting.md'), 'utf8')
const rowOf = (name: string): string[] =>
  (table.split('\n').find((line) => line.startsWith(`| ${name} `)) ?? '').split('|').map((cell) => cell.trim())

describe('what Alertmanager was seen to do', () => {
  it('is answered for all 24 fixtures', () => {
    expect(fixtures.map(({ name }) => name)).toEqual(Object.keys(ours))
    expect(fixtures).toHaveLength(24)
  })

  it.each(fixtures)('$name is what the table says it is with us', async (fixture) => {
    const { told, incidents, verdict } = ours[fixture.name] as (typeof ours)[string]
    expect(await playFixture(fixture)).toEqual({ told, incidents })
    const [, , , , documented, why] = rowOf(fixture.name)
    expect(documented).toBe(verdict)
    expect(verdict === 'same' || (why?.length ?? 0) > 20).toBe(true)
  })

  it.each(fixtures.filter(({ name }) => ours[name]?.verdict === 'same'))(
    '$name: the first message about each shop comes within a minute of theirs, and there are no more',
    async (fixture) => {
      const { told } = await playFixture(fixture)
      const theirs = fixture.notifications.filter(({ firing }) => firing.length > 0)
      expect(told).toHaveLength(theirs.length)
      const minutes = theirs.map(({ t }) => t)
      told.forEach((line, index) => {
        expect(Number.parseInt(line, 10)).toBeLessThanOrEqual((minutes[index] as number) + 1)
      })
    },
  )
})
