import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { cloudForTest, refusalOf, type TestCloud } from '../cloudForTest'

describe('what keeps strangers out of the local cloud', () => {
  const shell = mkdtempSync(join(tmpdir(), 'kandian-shell-'))
  let cloud: TestCloud
  beforeAll(async () => {
    writeFileSync(join(shell, 'cloud.html'), 'cloud')
    writeFileSync(join(`${shell}`, 'index.html'), 'desk')
    cloud = await cloudForTest({ shell })
  })
  afterAll(async () => {
    await cloud.remove()
    rmSync(shell, { recursive: true, force: true })
  })

  /** A request exactly as written: fetch would set Host and tidy the path. */
  const raw = (method: string, path: string, headers: Record<string, string> = {}, body = '') =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const options = { host: '127.0.0.1', port: cloud.port, method, path, headers }
      const call = request(options, (response: IncomingMessage) => {
        let text = ''
        response.on('data', (chunk) => {
          text += chunk
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
      })
      call.on('error', reject)
      call.end(body)
    })
  const host = () => ({ host: `127.0.0.1:${cloud.port}` })
  const owner = () => ({ authorization: `Bearer ${cloud.token}` })

  const EVERYTHING: [string, string][] = [
    ['GET', '/'],
    ['GET', '/cloud'],
    ['GET', '/shell/cloud.html'],
    ['GET', '/_local/clock'],
    ['POST', '/_local/reset'],
    ['POST', '/_phone/call'],
    ['PUT', '/cos/file'],
    ['GET', '/wechat/cgi-bin/token'],
    ['POST', '/wecom/cgi-bin/webhook/send?key=a'],
    ['POST', '/webhook/a'],
  ]

  test('it listens on the loopback address alone', async () => {
    const others = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
    const addresses = others
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => address)
    for (const address of ['127.0.0.2', ...addresses]) {
      const outcome = await new Promise<string>((resolve) => {
        const socket = connect({ host: address, port: cloud.port, timeout: 2000 })
        socket.on('connect', () => resolve('connected'))
        socket.on('error', () => resolve('refused'))
        socket.on('timeout', () => resolve('refused'))
      })
      expect([address, outcome]).toEqual([address, 'refused'])
    }
  })

  test.each(EVERYTHING)(
    '%s %s refuses a Host that is not loopback, as a rebound name would send',
    async (method, path) => {
      const answer = await raw(method, path, { host: `shop.example:${cloud.port}`, ...owner() })
      expect(answer.status).toBe(403)
      expect((await raw(method, path, { ...owner(), host: `127.0.0.1:${cloud.port + 1}` })).status).toBe(403)
    },
  )

  test.each([...EVERYTHING, ['POST', '/admin?env=a'] as [string, string]])(
    '%s %s refuses other web pages by their Origin',
    async (method, path) => {
      expect((await raw(method, path, { ...host(), ...owner(), origin: 'http://evil.example' })).status).toBe(403)
      expect((await raw(method, path, { ...host(), ...owner(), origin: 'null' })).status).toBe(403)
    },
  )

  test('the signed wire takes any Host but only with a signature', async () => {
    const body = '{"action":"database.addCollection","collectionName":"mine"}'
    const answer = await raw(
      'POST',
      '/admin',
      { host: 'tcb-admin.tencentyun.com', 'content-type': 'application/json' },
      body,
    )
    expect(JSON.parse(answer.text).code).toBe('SIGN_PARAM_INVALID')
    expect((await raw('POST', '/admin/../_local/reset', { host: 'shop.example' })).status).toBe(403)
    expect((await raw('GET', '/administration', { host: 'shop.example' })).status).toBe(403)
    expect(cloud.database.list().some(({ name }) => name === 'mine')).toBe(false)
  })

  test.each([
    '/../token',
    '/..%2ftoken',
    '/%2e%2e/token',
    '/%2e%2e%2ftoken',
    '/shell/../../token',
    '/shell/..%2f..%2fetc%2fpasswd',
    '/shell/%2e%2e%2f%2e%2e%2fsecret-key',
    '/shell//etc/passwd',
    '/shell/%00',
    '/cloud/../token',
    '/%E0%',
    '//',
  ])('no path leaves the folder of pages: %s', async (path) => {
    const { status, text } = await raw('GET', path, host())
    expect([400, 404]).toContain(status)
    expect(text).not.toContain(cloud.token)
    expect(text).not.toContain('root:')
  })

  test.each(['../echo', 'echo/../echo', '..%2fecho', '__proto__', 'constructor', 'toString', ''])(
    'no name of a function leads anywhere else: %j',
    async (name) => {
      expect((await refusalOf(cloud.call('o-a', name, {}))).errCode).toBe(-501000)
    },
  )

  test.each(['..%2f..%2ftoken', '__proto__', 'constructor', 'no-such'])(
    'no name of a collection leads anywhere else: %s',
    async (name) => {
      expect((await cloud.control('GET', `collections/${name}`)).status).toBe(400)
      expect((await cloud.control('POST', 'collections', { name: '../../evil' })).status).toBe(400)
    },
  )

  test.each([
    [{ $where: 'process.exit(9)' }, '$where'],
    [{ $expr: { $function: { body: 'function() { process.exit(9) }', args: [], lang: 'js' } } }, '$function'],
    [{ n: { $where: 'process.exit(9)' } }, '$where'],
  ])('no code runs from a query: %j', async (where, operator) => {
    await cloud.call('o-a', 'ledger', { add: { n: 1 } })
    const { result } = (await cloud.call('o-a', 'ledger', { where })) as any
    expect(result.errMsg ?? result.message).toContain(operator)
    const asked = await cloud.control('GET', `collections/notes?where=${encodeURIComponent(JSON.stringify(where))}`)
    expect(asked.status).toBe(400)
  })

  describe('limits of what is sent', () => {
    const text = (bytes: number) => 'x'.repeat(bytes)
    test('the control API takes 6 MB', async () => {
      const { status, json } = await cloud.control('POST', 'invoke', {
        function: 'echo',
        event: { t: text(6 * 1024 * 1024) },
      })
      expect([status, json.error.code]).toEqual([413, 'too_large'])
    })

    test.each([
      ['100 KB is taken', 102_400, 200, undefined],
      ['a byte more is not', 102_401, 502, -501007],
    ])('a phone’s call of %s', async (_name, bytes, status, errCode) => {
      const userInfo = { openId: 'o-a', appId: 'wx0000000000000000' }
      const around = JSON.stringify({ t: '', userInfo }).length
      const response = await fetch(`${cloud.url}/_phone/call`, {
        method: 'POST',
        headers: { 'x-session': cloud.login('o-a') },
        body: JSON.stringify({ name: 'echo', data: { t: text(bytes - around) } }),
      })
      expect(response.status).toBe(status)
      expect(((await response.json()) as any).errCode).toBe(errCode)
    })

    test.each([
      ['1 MB is given', 1_048_576 - '{"text":""}'.length, undefined],
      ['a byte more is not', 1_048_577 - '{"text":""}'.length, -604001],
    ])('a result of %s', async (_name, big, errCode) => {
      const answer = await cloud.call('o-a', 'unruly', { big }).catch((error) => error)
      expect(answer.errCode).toBe(errCode)
    })

    test('a signed request of more than 6 MB is refused before it is read to the end', async () => {
      const answer = await raw(
        'POST',
        '/admin',
        { ...host(), 'content-type': 'application/json' },
        text(7 * 1024 * 1024),
      )
      expect(JSON.parse(answer.text)).toMatchObject({ code: 'INVALID_PARAM', message: expect.stringMatching(/over/) })
    })
  })

  test('two clouds on one data folder: the second says so and leaves the first alone', async () => {
    const token = readFileSync(join(cloud.folder, 'token'), 'utf8')
    const second = cloudForTest({ folder: cloud.folder, token: 'other' })
    await expect(second).rejects.toThrow(/is in use by another local cloud. Stop that one/)
    expect(readFileSync(join(cloud.folder, 'token'), 'utf8')).toBe(token)
    expect((await cloud.control('GET', 'clock')).status).toBe(200)
    expect((await cloud.call('o-a', 'echo', { n: 1 })).result).toMatchObject({ event: { n: 1 } })
  })
})
