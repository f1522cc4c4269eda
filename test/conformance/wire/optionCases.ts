import type { ConformanceCase } from '../conformanceCloud'
import { given } from '../database/databaseCase'

/** What the options of the SDK's own objects change. */
export const optionCases: ConformanceCase[] = [
  {
    name: 'with throwOnNotFound off, doc().get of a missing document answers null',
    async run({ sdk }) {
      const db = sdk.database({ throwOnNotFound: false })
      expect((await db.collection('items').doc('none').get()).data).toBeNull()
      await given(db, 'items', [{ _id: 'x', a: 1 }])
      expect((await db.collection('items').doc('x').get()).data).toEqual({ _id: 'x', a: 1 })
    },
  },
  {
    name: 'a hundred requests at once are each answered for themselves',
    async run({ db }) {
      const all = Array.from({ length: 100 }, (_, n) => ({ _id: `n${n}`, n }))
      const added = await Promise.all(all.map((data) => db.collection('items').add({ data })))
      expect(added.map(({ _id }) => _id)).toEqual(all.map(({ _id }) => _id))
      const found = await Promise.all(all.map(({ _id }) => db.collection('items').doc(_id).get()))
      expect(found.map(({ data }) => data)).toEqual(all)
    },
  },
  {
    name: 'a hundred increments at once all count',
    async run({ db }) {
      await given(db, 'items', [{ _id: 'x', n: 0 }])
      const add = () =>
        db
          .collection('items')
          .doc('x')
          .update({ data: { n: db.command.inc(1) } })
      await Promise.all(Array.from({ length: 100 }, add))
      expect((await db.collection('items').doc('x').get()).data).toEqual({ _id: 'x', n: 100 })
    },
  },
  {
    name: 'of twenty that add the same _id at once exactly one succeeds, the others get E11000',
    async run({ db }) {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 20 }, (_, n) => db.collection('items').add({ data: { _id: 'x', n } })),
      )
      const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
      expect(refused).toHaveLength(19)
      expect(refused.every(({ reason }) => /E11000/.test(reason.errMsg))).toBe(true)
      expect(await db.collection('items').count()).toMatchObject({ total: 1 })
    },
  },
]
