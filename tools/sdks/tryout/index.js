// A function that does a bit of everything through whichever wx-server-sdk lies beside it, and says what went wrong.

const cloud = require('wx-server-sdk')
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
const db = cloud.database()
const _ = db.command
const notes = db.collection('notes')

const equal = (found, wanted) => {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)]
  if (a !== b) throw new Error(`${a} instead of ${b}`)
}

const cases = {
  'a document is added with the server’s date and read': async () => {
    const { _id } = await notes.add({ data: { _id: 'a', n: 1, at: db.serverDate() } })
    const { data } = await notes.doc(_id).get()
    equal([data.n, data.at instanceof Date], [1, true])
  },
  'a where with operators finds': async () => {
    for (const n of [2, 3]) await notes.add({ data: { n } })
    const { data } = await notes
      .where({ n: _.gte(2).and(_.lt(9)) })
      .orderBy('n', 'desc')
      .limit(5)
      .get()
    equal(
      data.map(({ n }) => n),
      [3, 2],
    )
  },
  'a document is updated by operators': async () => {
    await notes.doc('a').update({ data: { n: _.inc(4), tags: ['x'] } })
    await notes.doc('a').update({ data: { tags: _.push(['y']) } })
    const { data } = await notes.doc('a').get()
    equal([data.n, data.tags], [5, ['x', 'y']])
  },
  'a document is set': async () => {
    await notes.doc('b').set({ data: { n: 9 } })
    equal((await notes.doc('b').get()).data.n, 9)
  },
  'documents are counted': async () => equal((await notes.count()).total, 4),
  'an aggregation adds up': async () => {
    const { list } = await notes
      .aggregate()
      .group({ _id: null, sum: db.command.aggregate.sum('$n') })
      .end()
    equal(list, [{ _id: null, sum: 19 }])
  },
  'a transaction reads and writes': async () => {
    await db.runTransaction(async (transaction) => {
      const { data } = await transaction.collection('notes').doc('b').get()
      await transaction
        .collection('notes')
        .doc('b')
        .update({ data: { n: data.n + 1 } })
    })
    equal((await notes.doc('b').get()).data.n, 10)
  },
  'documents are removed': async () => {
    await notes.where({ n: _.lt(4) }).remove()
    await notes.doc('a').remove()
    equal((await notes.count()).total, 1)
  },
  'a missing collection has its code': async () => {
    const error = await db
      .collection('nowhere')
      .get()
      .catch((thrown) => thrown)
    equal(error.errCode, -502005)
  },
  'a function is called': async () => {
    const { result } = await cloud.callFunction({ name: 'tryout', data: { inner: true } })
    equal(result, { source: 'wx_client,scf' })
  },
  'a message is refused by WeChat’s own code': async () => {
    const message = { touser: 'o-a', templateId: 'none', page: 'a', data: {} }
    const error = await cloud.openapi.subscribeMessage.send(message).catch((thrown) => thrown)
    equal(error.errCode, 40037)
  },
  'a file goes up and comes down': async () => {
    const { fileID } = await cloud.uploadFile({ cloudPath: 'menu/面.txt', fileContent: Buffer.from('hot') })
    equal((await cloud.downloadFile({ fileID })).fileContent.toString(), 'hot')
  },
  'it knows who called': async () => {
    const { OPENID, SOURCE } = cloud.getWXContext()
    equal([OPENID, SOURCE], ['o-guest', 'wx_client'])
  },
}

exports.main = async ({ inner }) => {
  if (inner) return { source: cloud.getWXContext().SOURCE }
  const failed = []
  for (const [name, run] of Object.entries(cases)) {
    await run().catch((error) => failed.push(`${name}: ${error.errMsg || error.message}`))
  }
  return { cases: Object.keys(cases).length, failed }
}
