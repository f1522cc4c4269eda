import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { cloudForTest, type TestCloud } from '../cloudForTest'

describe('files in the cloud', () => {
  let cloud: TestCloud
  beforeAll(async () => {
    cloud = await cloudForTest()
  })
  beforeEach(async () => {
    await cloud.control('POST', 'reset')
  })
  afterAll(() => cloud.remove())

  const files = async (event: object) => (await cloud.call('o-a', 'files', event)).result as any
  const kept = () => {
    try {
      return readdirSync(join(cloud.folder, 'files'))
    } catch {
      return []
    }
  }
  /** Rights to one upload, as any SDK asks for them. */
  const grant = async (path: string) => (await files({ grantFor: path })) as { url: string; authorization: string }
  const form = (signature: string, text: string) => {
    const body = new FormData()
    body.set('Signature', signature)
    body.set('key', 'menu.txt')
    body.set('file', new Blob([text]))
    return body
  }

  test('a file goes up, comes down, is named, is deleted', async () => {
    const answer = await files({ path: '菜单/牛肉 面.txt', text: '热的' })
    expect(answer).toMatchObject({ text: '热的', urls: [true, false], deleted: [0] })
    expect(kept()).toEqual([])
  })

  test('an SDK before 4.0 sends a form, and the file is the same', async () => {
    const { url, authorization } = await grant('menu.txt')
    expect((await fetch(url, { method: 'POST', body: form(authorization, '一碗面') })).status).toBe(200)
    expect(await files({ read: 'menu.txt' })).toBe('一碗面')
  })

  test.each([
    ['without a signature', '/cos/menu.txt', ''],
    ['with another file’s signature', '/cos/other.txt', undefined],
  ])('an upload %s is refused and nothing is kept', async (_name, path, given) => {
    const { authorization } = await grant('menu.txt')
    const signature = given ?? authorization
    const put = await fetch(cloud.url + path, { method: 'PUT', headers: { authorization: signature }, body: 'x' })
    const post = await fetch(cloud.url + path, { method: 'POST', body: form(signature, 'x') })
    const broken = await fetch(cloud.url + path, { method: 'POST', body: 'no form' })
    expect([put.status, post.status, broken.status]).toEqual([403, 403, 403])
    expect(await put.text()).toContain('<RequestId>')
    expect(kept()).toEqual([])
  })

  test('a temporary address is good until its time has passed on the virtual clock, and for its file only', async () => {
    const address: string = (await files({ keep: 'menu.txt', text: '热的', maxAgeS: 60 })).address
    const read = async (url: string) => (await fetch(url)).status
    expect(await (await fetch(encodeURI(address))).text()).toBe('热的')
    expect(await read(address.replace('menu', 'other'))).toBe(403)
    expect(await read(address.replace(/&t=\d+/, '&t=9999999999'))).toBe(403)
    expect(await read(address.split('?')[0] as string)).toBe(403)
    await cloud.clock.advance(61_000)
    expect(await read(address)).toBe(403)
  })

  test.each(['../token', '..%2ftoken', '%2e%2e%2ftoken', '/etc/passwd'])(
    'no path leaves the folder: %s',
    async (path) => {
      expect(await (await fetch(`${cloud.url}/cos/${encodeURIComponent(path)}`)).text()).not.toContain(cloud.token)
      const { url, authorization } = await grant(path)
      expect((await fetch(url, { method: 'PUT', headers: { authorization }, body: 'overwritten' })).status).toBe(200)
      expect(kept()).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)])
      expect((await cloud.control('GET', 'clock')).status).toBe(200)
    },
  )
})
