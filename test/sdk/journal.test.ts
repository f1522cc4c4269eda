import fc from 'fast-check'
import { LIMITS } from '../../contract/limits'
import { batchSchema } from '../../contract/schemas/batch'
import { type Crumb, openJournal } from '../../miniprogram/sdk/queue/journal'
import { label } from '../../miniprogram/sdk/text/route'
import { emptyBatch } from '../fakes/batches'

const BASE = 1_795_000_000_000
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom('菜'.repeat(128), '"\\'.repeat(64), '\ud800'.repeat(128)),
)

test('however long and strange the labels and stacks: a full batch has the documented form and size', () => {
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 30 }), (texts) => {
      const journal = openJournal(BASE)
      for (let i = 0, full = 0; full < 50 && i < 3_000; i++) {
        const name = label(`${i % 290}${texts[i % texts.length]}`)
        const fault = {
          ...{ kind: 'error' as const, page: name, at: BASE + i },
          message: name,
          stack: name.repeat(15).slice(0, LIMITS.stackLength),
        }
        const crumbs = Array.from(
          { length: LIMITS.breadcrumbs },
          (_, n): Crumb => [BASE - i, 5, label(`${n}${name}`), 8],
        )
        const took = [
          journal.count(10, name, 0, BASE + i * 1_000),
          journal.point(10, name, 0, BASE + i * 1_000, 1e9),
          journal.describe(name, fault, crumbs),
        ]
        if (!took.includes(true)) full++
      }
      const batch = batchSchema.parse({ ...emptyBatch(BASE), ...journal.body })
      const bytes = new TextEncoder().encode(JSON.stringify(batch)).length
      expect(bytes).toBeLessThanOrEqual(LIMITS.batchBytes)
    }),
    { numRuns: 40 },
  )
})

test('the same event in the same minute is one counter', () => {
  const journal = openJournal(BASE)
  for (let i = 0; i < 5; i++) journal.count(2, 'shop.menu', 0, BASE + i)
  journal.count(2, 'shop.menu', 4, BASE)
  journal.count(2, 'shop.menu', 0, BASE + 60_000)
  expect(journal.body.counts.map(([, , outcome, , n]) => [outcome, n])).toEqual([
    [0, 5],
    [4, 1],
    [0, 1],
  ])
})

test('a clock that is set back counts where the batch begins, not before', () => {
  const journal = openJournal(BASE)
  journal.count(2, 'a', 0, BASE - 3_600_000)
  journal.point(2, 'a', 0, BASE - 3_600_000, 5)
  expect(journal.body).toMatchObject({ counts: [[2, 0, 0, 0, 1]], points: [[2, 0, 0, 0, 5]] })
})

test('a batch spans a day at most', () => {
  const journal = openJournal(BASE)
  journal.count(2, 'a', 0, BASE)
  expect(journal.count(2, 'a', 0, BASE + 25 * 3_600_000)).toBe(false)
})
