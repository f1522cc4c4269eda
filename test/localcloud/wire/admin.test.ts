import tcb from '@cloudbase/node-sdk'
import { sign } from '@cloudbase/signature-nodejs'
import { parseMultipart } from '../../../localcloud/wire/multipart'
import { cloudForTest, START_MS, type TestCloud } from '../cloudForTest'

describe('the wire that the SDK talks to', () => {
  let cloud: TestCloud
  beforeAll(async () => {
    cloud = await cloudForTest()
  })
  beforeEach(async () => {
    await cloud.control('POST', 'reset')
  })
  afterAll(() => cloud.remove())

  const signed = (params: object, options: { secretKey?: string; timestamp?: number } = {}) => {
    const { secretId, secretKey } = cloud.environment
    const url = `${cloud.environment.serviceUrl}?env=kandian-local`
    const headers = { 'content-type': 'application/json', host: `127.0.0.1:${cloud.port}` }
    const timestamp = options.timestamp ?? Math.floor(START_MS / 1000)
    const { authorization } = sign({
      ...{ secretId, secretKey: options.secretKey ?? secretKey, method: 'post', url, headers, params, timestamp },
      withSignedParams: true,
    })
    return { authorization, 'x-timestamp': String(timestamp), 'content-type': 'application/json' }
  }
  const post = async (params: object, headers: Record<string, string> = signed(params)) => {
    const response = await fetch(`${cloud.environment.serviceUrl}?env=kandian-local`, {
      method: 'POST',
      headers,
      body: JSON.stringify(params),
    })
    return { status: response.status, json: (await response.json()) as any }
  }
  const insert = { action: 'database.insertDocument', collectionName: 'notes', data: ['{"n":1}'] }

  test('a signed request is carried out', async () => {
    expect((await post(insert)).json).toMatchObject({
      requestId: expect.any(String),
      data: { insertedIds: [expect.any(String)] },
    })
    expect(cloud.database.find('notes').total).toBe(1)
  })

  test('an SDK before 4.0 names empty params as signed, too, and is let in', async () => {
    const params = { ...insert, tcb_sessionToken: '' }
    const headers = signed(params)
    const listed = headers.authorization.replace('SignedParams=action', 'SignedParams=tcb_sessiontoken;action')
    expect(listed).not.toBe(headers.authorization)
    expect((await post(params, { ...headers, authorization: listed })).json.code).toBeUndefined()
    expect(cloud.database.find('notes').total).toBe(1)
  })

  test.each([
    ['is not signed', () => ({ 'content-type': 'application/json' })],
    ['is signed with another key', () => signed(insert, { secretKey: 'guessed' })],
    ['was signed for something else', () => signed({ ...insert, collectionName: 'other' })],
    ['was signed two hours ago by the virtual clock', () => signed(insert, { timestamp: START_MS / 1000 - 7200 })],
    ['will be signed in two hours by the virtual clock', () => signed(insert, { timestamp: START_MS / 1000 + 7200 })],
  ])('a request that %s is refused under HTTP 200 and writes nothing', async (_name, headers) => {
    const { status, json } = await post(insert, headers() as Record<string, string>)
    expect(status).toBe(200)
    expect(json.code).toBe('SIGN_PARAM_INVALID')
    expect(cloud.database.find('notes').total).toBe(0)
  })

  test.each([
    [{ action: 'cloud.doesNotExist' }, 'cloud.doesNotExist'],
    [{ action: 'database.doesNotExist' }, 'database.doesNotExist'],
    [{ action: 'constructor' }, 'constructor'],
    [{}, '""'],
  ])('an unknown action is refused by its name: %j', async (params, name) => {
    expect((await post(params)).json).toMatchObject({ code: 'INVALID_PARAM', message: expect.stringContaining(name) })
  })

  test('a body that is no JSON object is refused', async () => {
    const response = await fetch(cloud.environment.serviceUrl, { method: 'POST', body: '[1]' })
    expect(await response.json()).toMatchObject({ code: 'INVALID_PARAM' })
  })

  test('a server with the environment’s key uses it through @cloudbase/node-sdk, in the machine’s time', async () => {
    const { envId, ...key } = cloud.environment
    const app = tcb.init({ env: envId, ...key })
    await app.database().collection('notes').add({ from: 'server' })
    expect(cloud.database.find('notes').documents).toMatchObject([{ from: 'server' }])
    const { result } = (await app.callFunction({ name: 'who', data: {} })) as { result: any }
    expect(result).toMatchObject({ SOURCE: 'other' })
    expect(result.OPENID).toBeUndefined()
  })

  test('a missing function is refused by its name', async () => {
    const { result } = (await cloud.call('o-a', 'caller', { name: 'nowhere' })) as any
    expect(result.message).toContain('nowhere')
  })

  test('a function that fails in another one is told why', async () => {
    const { result } = (await cloud.call('o-a', 'caller', { name: 'unruly', data: { throw: 'no eggs' } })) as any
    expect(result).toMatchObject({ message: expect.stringContaining('no eggs') })
  })

  test('a file goes up, comes down, is named, is deleted', async () => {
    const { result } = await cloud.call('o-a', 'files', { path: '菜单/牛肉 面.txt', text: '热的' })
    expect(result).toMatchObject({ text: '热的', urls: [true, false], deleted: [0] })
  })
})

describe('multipart bodies', () => {
  const body = (...parts: Buffer[]) => Buffer.concat(parts)
  const head = (name: string) => Buffer.from(`--B\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`)

  test('fields come back byte for byte, also those with line ends and dashes', () => {
    const bytes = Buffer.from([0, 255, 13, 10, 45, 45, 65, 13, 10, 10])
    const form = body(head('a'), bytes, Buffer.from('\r\n'), head('b'), Buffer.from('text\r\n--B--\r\n'))
    const fields = parseMultipart(form, 'multipart/form-data; boundary=B')
    expect(fields.a).toEqual(bytes)
    expect(fields.b?.toString()).toBe('text')
  })

  test.each([
    ['without a boundary', Buffer.from(''), 'multipart/form-data'],
    ['with a nameless field', Buffer.from('--B\r\nX: y\r\n\r\nz\r\n--B--'), 'multipart/form-data; boundary=B'],
  ])('a body %s is refused', (_name, form, contentType) => {
    expect(() => parseMultipart(form, contentType)).toThrow(/multipart/)
  })
})
