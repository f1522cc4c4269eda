import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cloudForTest, type TestCloud } from '../cloudForTest'

describe('the browser phone’s files', () => {
  const shell = mkdtempSync(join(tmpdir(), 'kandian-shell-'))
  let cloud: TestCloud
  beforeAll(async () => {
    writeFileSync(join(shell, 'phone.html'), '<h1>phone</h1>')
    writeFileSync(join(shell, 'app.js'), 'run()')
    cloud = await cloudForTest({ functions: [], shell })
  })
  afterAll(async () => {
    await cloud.remove()
    rmSync(shell, { recursive: true, force: true })
  })

  /** Sends the path as it is; fetch would tidy it up. */
  const status = (path: string) =>
    new Promise<number>((resolve) => {
      get({ host: '127.0.0.1', port: cloud.port, path }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
    })

  test('are served at /shell, and the first page at /', async () => {
    const page = await fetch(`${cloud.url}/`)
    expect([page.headers.get('content-type'), await page.text()]).toEqual([
      'text/html; charset=utf-8',
      '<h1>phone</h1>',
    ])
    const script = await fetch(`${cloud.url}/shell/app.js`)
    expect([script.headers.get('content-type'), await script.text()]).toEqual([
      'text/javascript; charset=utf-8',
      'run()',
    ])
  })

  test.each([
    '/shell/../token',
    '/shell/..%2f..%2fetc%2fpasswd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/shell/none.js',
    '/shell/%00',
  ])('%s is not found', async (path) => {
    expect(await status(path)).toBe(404)
  })

  test.each(['/shell/%E0%A4%A', '//', '/cos/%E0%A4%A'])('%s is refused as no address', async (path) => {
    expect(await status(path)).toBe(400)
    expect(cloud.troubles).toEqual([])
  })
})
