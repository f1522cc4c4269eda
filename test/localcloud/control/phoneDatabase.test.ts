import { phoneDatabase } from '../../../localcloud/phone/wx/database'
import { cloudForTest, type TestCloud } from '../cloudForTest'

describe('a phone that tries the database itself', () => {
  let cloud: TestCloud
  beforeAll(async () => {
    cloud = await cloudForTest({ functions: [] })
  })
  afterAll(() => cloud.remove())

  /** `wx.cloud.database()` of a phone whose requests go to the local cloud. */
  const database = (session = cloud.login('o-guest')): any => {
    const post = async (path: string, body: unknown) => {
      const headers = { 'x-session': session }
      const response = await fetch(cloud.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
      const answer = (await response.json()) as any
      if (response.ok) return answer
      throw { errCode: answer.errCode ?? -1, errMsg: answer.errMsg ?? answer.error.message }
    }
    return phoneDatabase({ post } as never)
  }

  test.each<[string, (db: any) => Promise<unknown>]>([
    ['collection.get', (db) => db.collection('notes').get()],
    [
      'collection.get',
      (db) =>
        db
          .collection('notes')
          .where({ n: db.command.gt(1).and(db.command.lt(5)) })
          .limit(5)
          .get(),
    ],
    ['collection.count', (db) => db.collection('notes').count()],
    ['collection.add', (db) => db.collection('notes').add({ data: { n: 1, at: db.serverDate() } })],
    ['document.get', (db) => db.collection('notes').doc('a').get()],
    [
      'document.update',
      (db) =>
        db
          .collection('notes')
          .doc('a')
          .update({ data: { n: db.command.inc(1) } }),
    ],
    ['document.remove', (db) => db.collection('notes').doc('a').remove()],
    ['collection.end', (db) => db.collection('notes').aggregate().match({}).end()],
  ])('%s is refused with -502003, and nothing is written', async (operation, run) => {
    const refusal = await run(database()).catch((error: unknown) => error)
    expect(refusal).toEqual({ errCode: -502003, errMsg: `${operation}:fail -502003 database permission denied` })
    expect(cloud.database.find('notes').total).toBe(0)
  })

  test('a collection that does not exist is said, callbacks are told, a stranger learns nothing', async () => {
    const missing = await database()
      .collection('nowhere')
      .get()
      .catch((error: any) => error)
    expect(missing).toMatchObject({ errCode: -502005, errMsg: expect.stringContaining('nowhere') })
    const told = new Promise((resolve) => database().collection('notes').get({ fail: resolve }))
    expect(await told).toMatchObject({ errCode: -502003 })
    const stranger = await database('no-session')
      .collection('nowhere')
      .get()
      .catch((error: any) => error)
    expect(stranger.errMsg).not.toContain('nowhere')
  })
})
