import { request } from 'node:http'
import { cloudForTest, START_MS, type TestCloud } from '../cloudForTest'

describe('the control API', () => {
  let cloud: TestCloud
  beforeAll(async () => {
    cloud = await cloudForTest({ token: 'letmein' })
  })
  beforeEach(async () => {
    await cloud.control('POST', 'reset')
  })
  afterAll(() => cloud.remove())

  /** A raw request, because fetch sets Host and Origin itself. */
  const raw = (path: string, headers: Record<string, string>): Promise<{ status: number; json: any }> =>
    new Promise((resolve, reject) => {
      const call = request({ host: '127.0.0.1', port: cloud.port, path, headers }, (response) => {
        let text = ''
        response.on('data', (chunk) => (text += chunk))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, json: JSON.parse(text) }))
      })
      call.on('error', reject)
      call.end()
    })
  const host = () => `127.0.0.1:${cloud.port}`

  describe('lets in', () => {
    test.each([
      ['the token as Bearer', '/_local/clock', { authorization: 'Bearer letmein' }, 200],
      ['the token in the address', '/_local/clock?token=letmein', {}, 200],
      ['nobody without it', '/_local/clock', {}, 401],
      ['nobody with a wrong one', '/_local/clock', { authorization: 'Bearer letmeout' }, 401],
      ['no phone without a session', '/_phone/call', {}, 401],
    ])('%s', async (_name, path, headers, status) => {
      const answer = await raw(path, { host: host(), ...headers })
      expect(answer.status).toBe(status)
      if (status !== 200)
        expect(answer.json.error).toMatchObject({ code: expect.any(String), message: expect.any(String) })
    })

    test('its own origin, and no other host or origin', async () => {
      const authorization = 'Bearer letmein'
      expect((await raw('/_local/clock', { host: host(), authorization, origin: `http://${host()}` })).status).toBe(200)
      expect((await raw('/_local/clock', { host: 'evil.example:80', authorization })).status).toBe(403)
      expect((await raw('/_local/clock', { host: host(), authorization, origin: 'http://evil.example' })).status).toBe(
        403,
      )
    })

    test('no session that was tampered with', async () => {
      const [, mac] = cloud.login('o-guest').split('.')
      const owner = Buffer.from('o-owner').toString('base64url')
      expect((await raw(`/_phone/clock/stream?session=${owner}.${mac}`, { host: host() })).status).toBe(401)
    })
  })

  describe('refuses bad input by the name of the field', () => {
    test.each([
      ['clock', { advanceMs: -5 }, 'advanceMs'],
      ['clock', { advanceMs: 'soon' }, 'advanceMs'],
      ['clock', { advance: 5 }, 'advance'],
      ['clock', { set: 'yesterday' }, 'set'],
      ['clock', { speed: 0 }, 'speed'],
      ['login', {}, 'openid'],
      ['login', { openid: '' }, 'openid'],
      ['invoke', { event: {} }, 'function'],
      ['invoke', { function: 'echo', timer: true, openid: 'o-a' }, 'openid'],
      ['subscribe', { openid: 'o-a', templateId: 'tmpl-critical', result: 'maybe' }, 'result'],
      ['subscribe', { openid: 'o-a', templateId: 'tmpl-missing', result: 'accept' }, 'templateId'],
      ['consent', { next: 'later' }, 'next'],
      ['faults', { match: {}, effect: { drop: true } }, 'match'],
      ['faults', { match: { function: 'echo' }, effect: {} }, 'effect'],
      ['faults', { match: { funktion: 'echo' }, effect: { drop: true } }, 'funktion'],
      ['faults', { match: { function: 'echo' }, effect: { delayMs: -1 } }, 'effect.delayMs'],
      ['faults', { match: { function: 'echo' }, effect: { drop: true }, times: 0 }, 'times'],
      ['timers', { function: 'ticker' }, 'next'],
      ['payments', { next: { outcome: 'maybe' } }, 'next.outcome'],
      ['http', { function: 'echo', path: 'no-slash' }, 'path'],
      ['events', { Event: 'x' }, 'MsgType'],
    ])('POST %s %j', async (path, body, field) => {
      const { status, json } = await cloud.control('POST', path, body)
      expect(status).toBe(400)
      expect(json.error).toMatchObject({ code: 'invalid_argument', field, message: expect.stringContaining(field) })
    })

    test.each([
      ['GET', 'messages?since=now', 400, 'since'],
      ['GET', 'logs?since=', 400, 'since'],
      ['GET', 'collections/notes?limit=0', 400, 'limit'],
      ['GET', 'collections/notes?where=[1]', 400, 'where'],
      ['GET', 'collections/notes?where={', 400, 'where'],
      ['GET', 'collections/missing', 400, 'missing'],
      ['GET', 'nothing', 404, '/nothing'],
      ['DELETE', 'clock', 405, 'GET, POST'],
      ['DELETE', 'faults/fault-99', 404, 'fault-99'],
    ])('%s %s', async (method, path, status, text) => {
      const answer = await cloud.control(method, path)
      expect(answer.status).toBe(status)
      expect(answer.json.error.message).toContain(text)
    })

    test('a body that is no JSON, and a timer that is none', async () => {
      expect((await cloud.control('POST', 'clock', '{oops')).json.error.code).toBe('invalid_json')
      expect((await cloud.control('POST', 'timers', { function: 'echo', next: {} })).status).toBe(404)
    })

    test('and changes nothing', async () => {
      expect((await cloud.control('GET', 'clock')).json).toMatchObject({ now: START_MS, frozen: true })
      expect((await cloud.control('GET', 'faults')).json).toEqual({ faults: [] })
      expect((await cloud.control('GET', 'credits')).json).toEqual({ credits: [] })
    })
  })

  test('a function is invoked as a person, as its timer, and its failure is an answer', async () => {
    const asPerson = await cloud.control('POST', 'invoke', { function: 'who', event: { a: 1 }, openid: 'o-a' })
    expect(asPerson.json.result).toMatchObject({ OPENID: 'o-a', SOURCE: 'wx_client' })
    const asTimer = await cloud.control('POST', 'invoke', { function: 'who', timer: true })
    expect(asTimer.json.result).toMatchObject({ SOURCE: 'wx_trigger' })
    const failed = await cloud.control('POST', 'invoke', { function: 'unruly', event: { throw: 'no' } })
    expect(failed).toMatchObject({
      status: 200,
      json: { error: { errCode: -504002, errMsg: expect.stringContaining('no') } },
    })
  })

  test('a session calls functions as its person', async () => {
    const { session } = (await cloud.control('POST', 'login', { openid: 'o-guest' })).json
    const phone = async (body: object) => {
      const response = await fetch(`${cloud.url}/_phone/call`, {
        method: 'POST',
        headers: { 'x-session': session },
        body: JSON.stringify(body),
      })
      return { status: response.status, json: (await response.json()) as any }
    }
    const good = await phone({ name: 'who', data: { openid: 'o-forged' } })
    expect(good).toMatchObject({ status: 200, json: { result: { OPENID: 'o-guest' }, requestID: expect.any(String) } })
    const bad = await phone({ name: 'unruly', data: { throw: 'sold out' } })
    expect(bad).toMatchObject({ status: 502, json: { errCode: -504002, errMsg: expect.stringContaining('sold out') } })
  })

  test('the consent sheet answers as it was told, until it is told otherwise', async () => {
    const ask = async (templateIds: string[]) => {
      const response = await fetch(`${cloud.url}/_phone/subscribe`, {
        method: 'POST',
        headers: { 'x-session': cloud.login('o-guest') },
        body: JSON.stringify({ templateIds }),
      })
      return response.json()
    }
    expect(await ask(['tmpl-critical'])).toEqual({ 'tmpl-critical': 'accept' })
    await cloud.control('POST', 'consent', { next: 'reject' })
    expect(await ask(['tmpl-critical', 'tmpl-normal'])).toEqual({ 'tmpl-critical': 'reject', 'tmpl-normal': 'reject' })
    expect((await cloud.control('GET', 'consent')).json).toEqual({ next: 'reject' })
    expect(await ask(['tmpl-none'])).toMatchObject({ errCode: 20001 })
    expect(await ask(['a', 'b', 'c', 'd'])).toMatchObject({ errCode: 20003 })
  })

  test('the database can be read with a condition and a limit', async () => {
    for (let n = 0; n < 3; n++) await cloud.call('o-a', 'ledger', { add: { n } })
    const where = encodeURIComponent(JSON.stringify({ n: { $gte: 1 } }))
    const { json } = await cloud.control('GET', `collections/notes?where=${where}&limit=1`)
    expect(json).toMatchObject({ total: 2, documents: [{ n: expect.any(Number) }] })
    expect(json.documents).toHaveLength(1)
  })

  test('the clock is read, moved by hand, sped up and let go', async () => {
    expect(
      (await cloud.control('POST', 'clock', { freeze: true, set: '2026-03-01T08:00:00+08:00' })).json,
    ).toMatchObject({
      now: Date.UTC(2026, 2, 1),
      frozen: true,
    })
    expect((await cloud.control('POST', 'clock', { speed: 100, freeze: false })).json).toMatchObject({
      frozen: false,
      speed: 100,
    })
    const { now } = (await cloud.control('POST', 'clock', { freeze: true, speed: 1, set: START_MS })).json
    expect(now).toBe(START_MS)
  })
})
