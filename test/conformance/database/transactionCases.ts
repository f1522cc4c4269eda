import { type DatabaseCase, given, ids, one, raised } from './databaseCase'

export const transactionCases: DatabaseCase[] = [
  {
    name: 'a transaction sees its own writes, others see them after the commit',
    async run(db) {
      await given(db, 'items', [{ _id: 'x', n: 1 }])
      const transaction = await db.startTransaction()
      await transaction
        .collection('items')
        .doc('x')
        .update({ data: { n: 2 } })
      await transaction.collection('items').add({ data: { _id: 'new', n: 3 } })
      expect((await transaction.collection('items').doc('x').get()).data).toEqual({ _id: 'x', n: 2 })
      expect(await one(db, 'items', 'x')).toEqual({ _id: 'x', n: 1 })
      expect(await ids(db.collection('items'))).toEqual(['x'])
      await transaction.commit()
      expect(await one(db, 'items', 'x')).toEqual({ _id: 'x', n: 2 })
      expect(await ids(db.collection('items'))).toEqual(['x', 'new'])
    },
  },
  {
    name: 'a rolled back transaction leaves nothing',
    async run(db) {
      await given(db, 'items', [{ _id: 'x', n: 1 }, { _id: 'y' }])
      const transaction = await db.startTransaction()
      await transaction
        .collection('items')
        .doc('x')
        .set({ data: { n: 2 } })
      await transaction.collection('items').doc('y').remove()
      await transaction.rollback()
      expect(await one(db, 'items', 'x')).toEqual({ _id: 'x', n: 1 })
      expect(await ids(db.collection('items'))).toEqual(['x', 'y'])
    },
  },
  {
    name: 'a transaction reads what was there when it began',
    async run(db) {
      await given(db, 'items', [
        { _id: 'x', n: 1 },
        { _id: 'gone', n: 1 },
      ])
      const transaction = await db.startTransaction()
      await db
        .collection('items')
        .doc('x')
        .update({ data: { n: 2 } })
      await db.collection('items').doc('gone').remove()
      await given(db, 'items', [{ _id: 'late', n: 1 }])
      expect((await transaction.collection('items').doc('x').get()).data).toEqual({ _id: 'x', n: 1 })
      expect(await ids(transaction.collection('items').where({ n: 1 }).orderBy('_id', 'asc'))).toEqual(['gone', 'x'])
      await transaction.rollback()
    },
  },
  {
    name: 'writing what somebody else changed since is a conflict',
    async run(db) {
      await given(db, 'items', [{ _id: 'x', n: 1 }])
      const transaction = await db.startTransaction()
      await transaction.collection('items').doc('x').get()
      await db
        .collection('items')
        .doc('x')
        .update({ data: { n: 2 } })
      const error = await raised(
        transaction
          .collection('items')
          .doc('x')
          .update({ data: { n: 3 } }),
      )
      expect(error.errMsg).toMatch(/conflict/i)
      expect(await one(db, 'items', 'x')).toEqual({ _id: 'x', n: 2 })
    },
  },
  {
    name: 'of two transactions that write one document the second conflicts',
    async run(db) {
      await given(db, 'items', [{ _id: 'x', n: 1 }])
      const [first, second] = [await db.startTransaction(), await db.startTransaction()]
      await first
        .collection('items')
        .doc('x')
        .update({ data: { n: 2 } })
      expect(
        (
          await raised(
            second
              .collection('items')
              .doc('x')
              .update({ data: { n: 3 } }),
          )
        ).errMsg,
      ).toMatch(/conflict/i)
      await first.commit()
      expect(await one(db, 'items', 'x')).toEqual({ _id: 'x', n: 2 })
    },
  },
  {
    name: 'a write outside waits until the transaction that holds the document ends',
    async run(db) {
      await given(db, 'items', [{ _id: 'x', n: 1 }])
      const transaction = await db.startTransaction()
      await transaction
        .collection('items')
        .doc('x')
        .update({ data: { n: 10 } })
      const outside = db
        .collection('items')
        .doc('x')
        .update({ data: { n: db.command.inc(1) } })
      await transaction.commit()
      await outside
      expect(await one(db, 'items', 'x')).toEqual({ _id: 'x', n: 11 })
    },
  },
  {
    name: 'runTransaction commits what its callback wrote and answers its value',
    async run(db) {
      await given(db, 'items', [{ _id: 'x', n: 1 }])
      const answer = await db.runTransaction(async (transaction) => {
        await transaction
          .collection('items')
          .doc('x')
          .update({ data: { n: db.command.inc(1) } })
        return 'done'
      })
      expect(answer).toBe('done')
      expect(await one(db, 'items', 'x')).toEqual({ _id: 'x', n: 2 })
    },
  },
  {
    name: 'an error in runTransaction takes everything back',
    async run(db) {
      await given(db, 'items', [{ _id: 'x', n: 1 }])
      const error = await raised(
        db.runTransaction(async (transaction) => {
          await transaction
            .collection('items')
            .doc('x')
            .update({ data: { n: 2 } })
          throw { errCode: 1, errMsg: 'changed my mind' }
        }),
      )
      expect(error.errMsg).toBe('changed my mind')
      expect(await one(db, 'items', 'x')).toEqual({ _id: 'x', n: 1 })
    },
  },
  {
    name: 'a transaction that has ended answers nothing more',
    async run(db) {
      await given(db, 'items', [{ _id: 'x', n: 1 }])
      const transaction = await db.startTransaction()
      await transaction.commit()
      const error = await raised(
        transaction
          .collection('items')
          .doc('x')
          .update({ data: { n: 2 } }),
      )
      expect(error.errMsg).toMatch(/transaction/i)
      expect(await one(db, 'items', 'x')).toEqual({ _id: 'x', n: 1 })
    },
  },
  {
    name: 'a taken key inside a transaction is E11000 and ends it',
    async run(db) {
      await given(db, 'items', [{ _id: 'x' }])
      const transaction = await db.startTransaction()
      await transaction.collection('items').add({ data: { _id: 'y' } })
      expect((await raised(transaction.collection('items').add({ data: { _id: 'x' } }))).errMsg).toContain('E11000')
      expect(await ids(db.collection('items'))).toEqual(['x'])
      await given(db, 'items', [{ _id: 'y' }])
    },
  },
  {
    name: 'in a transaction where().update runs outside of it, at once',
    async run(db) {
      await given(db, 'items', [{ _id: 'x', n: 1 }])
      const transaction = await db.startTransaction()
      await transaction
        .collection('items')
        .where({ _id: 'x' })
        .update({ data: { n: 2 } })
      expect(await one(db, 'items', 'x')).toEqual({ _id: 'x', n: 2 })
      await transaction.rollback()
      expect(await one(db, 'items', 'x')).toEqual({ _id: 'x', n: 2 })
    },
  },
  {
    name: 'in a transaction where().remove runs outside of it, at once',
    async run(db) {
      await given(db, 'items', [{ _id: 'x' }])
      const transaction = await db.startTransaction()
      await transaction.collection('items').where({ _id: 'x' }).remove()
      await transaction.rollback()
      expect(await ids(db.collection('items'))).toEqual([])
    },
  },
  {
    name: 'in a transaction where().count does not see its writes',
    async run(db) {
      const transaction = await db.startTransaction()
      await transaction.collection('items').add({ data: { _id: 'x' } })
      expect(await transaction.collection('items').where({ _id: 'x' }).count()).toMatchObject({ total: 0 })
      await transaction.rollback()
    },
  },
  {
    name: 'two transactions on different documents both commit',
    async run(db) {
      await given(db, 'items', [
        { _id: 'x', n: 1 },
        { _id: 'y', n: 1 },
      ])
      const [first, second] = [await db.startTransaction(), await db.startTransaction()]
      await first
        .collection('items')
        .doc('x')
        .update({ data: { n: 2 } })
      await second
        .collection('items')
        .doc('y')
        .update({ data: { n: 2 } })
      await second.commit()
      await first.commit()
      expect((await db.collection('items').get()).data).toEqual([
        { _id: 'x', n: 2 },
        { _id: 'y', n: 2 },
      ])
    },
  },
  {
    name: 'a transaction reads a document it removed as gone, and may add it again',
    async run(db) {
      await given(db, 'items', [{ _id: 'x', n: 1 }])
      const transaction = await db.startTransaction()
      await transaction.collection('items').doc('x').remove()
      expect(await ids(transaction.collection('items').where({ _id: 'x' }))).toEqual([])
      await transaction.collection('items').add({ data: { _id: 'x', n: 2 } })
      await transaction.commit()
      expect(await one(db, 'items', 'x')).toEqual({ _id: 'x', n: 2 })
    },
  },
]
