import type { ConformanceCase } from '../conformanceCloud'
import { given, one, raised } from '../database/databaseCase'

/** What only `@cloudbase/node-sdk` sends: a server outside, with the key of the environment. */
export const nodeSdkCases: ConformanceCase[] = [
  {
    name: 'a server outside writes and reads the same documents as a function',
    async run({ db, nodeSdk }) {
      await nodeSdk
        .database()
        .collection('items')
        .add({ _id: 'x', at: new Date(5) })
      expect(await one(db, 'items', 'x')).toEqual({ _id: 'x', at: new Date(5) })
      await given(db, 'items', [{ _id: 'y', at: new Date(6) }])
      const { data } = await nodeSdk.database().collection('items').doc('y').get()
      expect(data).toEqual([{ _id: 'y', at: new Date(6) }])
    },
  },
  {
    name: 'updateAndReturn answers the document as the update left it',
    async run({ db, nodeSdk }) {
      await given(db, 'items', [{ _id: 'x', n: 1 }])
      const { command } = nodeSdk.database()
      const found = nodeSdk.database().collection('items').where({ _id: 'x' }) as unknown as {
        updateAndReturn(update: object): Promise<{ updated: number; doc: unknown }>
      }
      expect(await found.updateAndReturn({ n: command.inc(4) })).toMatchObject({ updated: 1, doc: { _id: 'x', n: 5 } })
      expect(await one(db, 'items', 'x')).toEqual({ _id: 'x', n: 5 })
    },
  },
  {
    name: 'a server outside may ask where().get inside a transaction and sees its own writes',
    async run({ db, nodeSdk }) {
      await given(db, 'items', [{ _id: 'x', n: 1 }])
      const transaction = await nodeSdk.database().startTransaction()
      await transaction.collection('items').doc('x').update({ n: 2 })
      const { data } = (await transaction.collection('items').where({ n: 2 }).get()) as { data: unknown[] }
      expect(data).toEqual([{ _id: 'x', n: 2 }])
      await transaction.rollback()
    },
  },
  {
    name: 'a server outside calls a function',
    async run({ nodeSdk }) {
      const { result } = await nodeSdk.callFunction({ name: 'conformance', data: { deed: 'echo', value: [1] } })
      expect(result).toEqual([1])
    },
  },
  {
    name: 'a server outside puts a file and a function gets it',
    async run({ sdk, nodeSdk }) {
      const { fileID } = await nodeSdk.uploadFile({
        cloudPath: 'conformance/server.txt',
        fileContent: Buffer.from('from outside'),
      })
      const { fileContent } = await sdk.downloadFile({ fileID })
      expect(fileContent.toString()).toBe('from outside')
    },
  },
  {
    name: 'a server outside copies a file and leaves, or moves, the original',
    async run({ sdk, nodeSdk }) {
      const from = 'conformance/copied.txt'
      const { fileID } = await nodeSdk.uploadFile({ cloudPath: from, fileContent: Buffer.from('soup') })
      const idOf = (path: string) => fileID.replace(from, path)
      const fileList = [
        { srcPath: from, dstPath: 'conformance/a/copied.txt' },
        { srcPath: from, dstPath: 'conformance/b/copied.txt', removeOriginal: true },
      ]
      const { fileList: copies } = await nodeSdk.copyFile({ fileList })
      expect(copies.map(({ code }) => code)).toEqual(['SUCCESS', 'SUCCESS'])
      for (const { dstPath } of fileList) {
        expect((await sdk.downloadFile({ fileID: idOf(dstPath) })).fileContent.toString()).toBe('soup')
      }
      expect((await raised(sdk.downloadFile({ fileID }))).errMsg).toMatch(/fail/)
    },
  },
  {
    name: 'a copy of a file that is not there, or onto one that must stay, is refused for that file alone',
    async run({ sdk, nodeSdk }) {
      const upload = (cloudPath: string, text: string) =>
        nodeSdk.uploadFile({ cloudPath, fileContent: Buffer.from(text) })
      await upload('conformance/kept.txt', 'new')
      const { fileID } = await upload('conformance/there/kept.txt', 'old')
      const { fileList: copies } = await nodeSdk.copyFile({
        fileList: [
          { srcPath: 'conformance/never.txt', dstPath: 'conformance/there/never.txt' },
          { srcPath: 'conformance/kept.txt', dstPath: 'conformance/there/kept.txt', overwrite: false },
        ],
      })
      expect(copies.map(({ code }) => code === 'SUCCESS')).toEqual([false, false])
      expect((await sdk.downloadFile({ fileID })).fileContent.toString()).toBe('old')
    },
  },
]
