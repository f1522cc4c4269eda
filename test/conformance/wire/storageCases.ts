import type { ConformanceCase, ConformanceCloud, FileLink } from '../conformanceCloud'
import { raised } from '../database/databaseCase'

const FOLDER = 'conformance'

async function upload({ sdk }: ConformanceCloud, name: string, fileContent: Buffer): Promise<string> {
  return (await sdk.uploadFile({ cloudPath: `${FOLDER}/${name}`, fileContent })).fileID
}

async function download({ sdk }: ConformanceCloud, fileID: string): Promise<Buffer> {
  return (await sdk.downloadFile({ fileID })).fileContent
}

type Asked = Parameters<ConformanceCloud['sdk']['getTempFileURL']>[0]['fileList']

async function links({ sdk }: ConformanceCloud, fileList: Asked): Promise<FileLink[]> {
  return (await sdk.getTempFileURL({ fileList })).fileList
}

const roundTrips: [string, string, Buffer][] = [
  ['a text', 'plain.txt', Buffer.from('热的')],
  ['every byte there is', 'bytes.bin', Buffer.from(Array.from({ length: 256 }, (_, i) => i))],
  ['an empty file', 'empty.bin', Buffer.alloc(0)],
  ['a file of half a megabyte', 'large.bin', Buffer.alloc(512 * 1024, 'kandian')],
  ['a name with spaces, Chinese and a percent sign', '菜单/牛肉 面 100%.txt', Buffer.from('x')],
]

export const storageCases: ConformanceCase[] = [
  ...roundTrips.map(
    ([what, name, content]): ConformanceCase => ({
      name: `storage gives back ${what}`,
      async run(cloud) {
        const fileID = await upload(cloud, name, content)
        expect(fileID).toMatch(/^cloud:\/\/.+\.[^/]+\/conformance\//)
        expect((await download(cloud, fileID)).equals(content)).toBe(true)
      },
    }),
  ),
  {
    name: 'an upload to a path that exists replaces the file and keeps its id',
    async run(cloud) {
      const first = await upload(cloud, 'again.txt', Buffer.from('old'))
      const second = await upload(cloud, 'again.txt', Buffer.from('new'))
      expect(second).toBe(first)
      expect((await download(cloud, first)).toString()).toBe('new')
    },
  },
  {
    name: 'a temporary address can be fetched by anybody',
    async run(cloud) {
      const [link] = await links(cloud, [await upload(cloud, 'open.txt', Buffer.from('open'))])
      expect(link).toMatchObject({ status: 0 })
      expect(await (await fetch(encodeURI(link?.tempFileURL ?? ''))).text()).toBe('open')
    },
  },
  {
    name: 'temporary addresses come in the order they were asked, with a lifetime when one is wanted',
    async run(cloud) {
      const a = await upload(cloud, 'a.txt', Buffer.from('a'))
      const b = await upload(cloud, 'b.txt', Buffer.from('b'))
      const found = await links(cloud, [b, { fileID: a, maxAge: 60 }])
      expect(found.map(({ fileID }) => fileID)).toEqual([b, a])
    },
  },
  {
    name: 'a temporary address of a file that is not there is refused for that file alone',
    async run(cloud) {
      const fileID = await upload(cloud, 'there.txt', Buffer.from('x'))
      const [there, missing] = await links(cloud, [fileID, `${fileID}-missing`])
      expect(there).toMatchObject({ status: 0, tempFileURL: expect.stringContaining('http') })
      expect(missing).toMatchObject({ fileID: `${fileID}-missing`, tempFileURL: '' })
      expect(missing?.status).not.toBe(0)
    },
  },
  {
    name: 'a download of a file that is not there is an error',
    async run(cloud) {
      const fileID = `${await upload(cloud, 'there.txt', Buffer.from('x'))}-missing`
      expect((await raised(download(cloud, fileID))).errMsg).toMatch(/downloadFile:fail/)
    },
  },
  {
    name: 'a deleted file is gone, and deleting says which files there were',
    async run(cloud) {
      const fileID = await upload(cloud, 'gone.txt', Buffer.from('x'))
      const { fileList } = await cloud.sdk.deleteFile({ fileList: [fileID, `${fileID}-missing`] })
      expect(fileList.map(({ status }) => status === 0)).toEqual([true, false])
      expect((await raised(download(cloud, fileID))).errMsg).toMatch(/fail/)
    },
  },
]
