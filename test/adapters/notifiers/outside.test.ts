import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { accessTokens } from '../../../adapters/notifiers/accessToken'
import { employeeMessage } from '../../../adapters/notifiers/employeeMessage'
import { post } from '../../../adapters/notifiers/post'
import { isAllowedAddress } from '../../../adapters/notifiers/publicAddress'
import { robot, robotOutcome } from '../../../adapters/notifiers/robot'
import { signatures, webhook, webhookOutcome } from '../../../adapters/notifiers/webhook'
import { withTimeout } from '../../../adapters/notifiers/withTimeout'
import { outcomeOfResult } from '../../../adapters/shopActions'

interface Received {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: string
}

let server: Server
let address: string
let received: Received[]
let answer: { status: number; headers?: Record<string, string>; body: string; delayMs?: number }

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      received.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body })
      setTimeout(() => {
        response.writeHead(answer.status, answer.headers)
        response.end(answer.body)
      }, answer.delayMs ?? 0)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))
beforeEach(() => {
  received = []
  answer = { status: 200, body: '{"errcode":0,"errmsg":"ok"}' }
})

describe('where a request may go', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    'fc00::1',
    'fe80::1',
    'ff02::1',
    '2002:7f00:1::',
    '2001:db8::1',
  ])('not to %s', (ip) => {
    expect(isAllowedAddress(ip, false)).toBe(false)
  })

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2400:3200::1'])('to %s', (ip) => {
    expect(isAllowedAddress(ip, false)).toBe(true)
  })

  it('to this machine only where the local cloud says so, and to no other private address even then', () => {
    expect(['127.0.0.1', '::1', '10.0.0.1', '192.168.0.1'].map((ip) => isAllowedAddress(ip, true))).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  it.each([
    ['plain http', 'http://example.com/'],
    ['a private address', 'https://192.168.1.1/'],
    ['a private address in other digits', 'https://0x7f000001/'],
    ['this machine by its name', 'https://localhost/'],
    ['an address in brackets', 'https://[::1]/'],
    ['a name and password', 'https://a:b@example.com/'],
    ['no address at all', 'robot'],
    ['a file', 'file:///etc/passwd'],
  ])('refuses %s before anything is sent', async (_, url) => {
    expect(await post({ url, allowLoopback: false })).toMatchObject({ status: 'failed', code: -3, final: true })
  })

  it('refuses plain http to anywhere but this machine, local cloud or not', async () => {
    expect(await post({ url: 'http://example.com/', allowLoopback: true })).toMatchObject({
      status: 'failed',
      code: -3,
    })
  })

  it('follows no redirect', async () => {
    answer = { status: 302, headers: { location: `${address}/elsewhere` }, body: '' }
    expect(await post({ url: address, allowLoopback: true })).toMatchObject({ status: 'answered', http: 302 })
    expect(received).toHaveLength(1)
  })
})

describe('how a request ends', () => {
  it('without anybody listening it was certainly not sent', async () => {
    const closed = createServer()
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
    const { port } = closed.address() as AddressInfo
    await new Promise((resolve) => closed.close(resolve))
    expect(await post({ url: `http://127.0.0.1:${port}`, allowLoopback: true })).toMatchObject({
      status: 'failed',
      code: -2,
    })
  })

  it('after our own time it is open whether it arrived', async () => {
    answer = { status: 200, body: '', delayMs: 400 }
    expect(await post({ url: address, allowLoopback: true, timeoutMs: 50 })).toMatchObject({ status: 'unknown' })
    expect(await withTimeout(new Promise(() => {}), 20)).toEqual({
      status: 'unknown',
      message: 'no answer within 20 ms',
    })
  })
})

describe('the robot', () => {
  it('posts a text and mentions people', async () => {
    const sent = await robot.send({ url: `${address}/key`, text: '出事了', mentions: ['138'], allowLoopback: true })
    expect(sent).toEqual({ status: 'sent' })
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({
      msgtype: 'text',
      text: { content: '出事了', mentioned_mobile_list: ['138'] },
    })
  })

  it.each([
    [
      'HTTP 200 alone proves nothing',
      '{"errcode":45009,"errmsg":"freq"}',
      { status: 'failed', code: 45009, final: false },
    ],
    [
      'a wrong key is wrong for good',
      '{"errcode":93000,"errmsg":"bad"}',
      { status: 'failed', code: 93000, final: true },
    ],
    ['an answer without errcode is unclear', '<html>', { status: 'unknown' }],
    ['neither is an errcode that is no number', '{"errcode":"0"}', { status: 'unknown' }],
  ])('%s', (_, text, outcome) => {
    expect(robotOutcome({ status: 'answered', http: 200, text })).toMatchObject(outcome)
  })
})

describe('the webhook', () => {
  const secrets = ['new-secret-0123456', 'old-secret-0123456']

  it('signs what it sends with every secret, over the time and the body', async () => {
    const at = Date.parse('2026-11-25T04:00:00.900Z')
    await webhook.send({ url: address, secrets, id: 's1:告警:1', body: '{"a":1}', at, allowLoopback: true })
    const [{ headers, body }] = received as [Received]
    const timestamp = String(Math.floor(at / 1000))
    const signed = secrets.map(
      (key) => `sha256=${createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex')}`,
    )
    expect(headers).toMatchObject({
      'x-timestamp': timestamp,
      'x-signature': signed.join(','),
      'x-id': 's1%3A%E5%91%8A%E8%AD%A6%3A1',
    })
    expect(signatures(secrets, timestamp, `${body} `)).not.toBe(signed.join(','))
  })

  it.each([
    [204, { status: 'sent' }],
    [302, { status: 'failed', final: true }],
    [400, { status: 'failed', final: true }],
    [429, { status: 'failed', final: false }],
    [503, { status: 'failed', final: false }],
  ])('HTTP %i', (http, outcome) => {
    expect(webhookOutcome({ status: 'answered', http, text: '' })).toMatchObject(outcome)
  })
})

describe('employee messages', () => {
  const message = { openid: 'o', templateId: 't', page: 'p', values: { thing1: '店' } }
  const urls = () => ({ tokenUrl: `${address}/token`, sendUrl: `${address}/send`, allowLoopback: true })

  it('ask for a token once, and send with it', async () => {
    answer.body = '{"access_token":"T","expires_in":7200,"errcode":0}'
    const channel = employeeMessage(accessTokens(() => 0))
    expect(await channel.send({ ...message, ...urls() })).toEqual({ status: 'sent' })
    await channel.send({ ...message, ...urls() })
    expect(received.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /token',
      'POST /send?access_token=T',
      'POST /send?access_token=T',
    ])
    const sent = JSON.parse(received[1]?.body ?? '')
    expect(sent).toMatchObject({ touser: 'o', template_id: 't' })
    expect(JSON.parse(sent.data)).toEqual({ thing1: { value: '店' } })
  })

  it('ask for another token before the old one ends, and when it is refused', async () => {
    let now = 0
    const tokens = accessTokens(() => now)
    answer.body = '{"access_token":"T","expires_in":7200,"errcode":42001}'
    const channel = employeeMessage(tokens)
    expect(await channel.send({ ...message, ...urls() })).toMatchObject({ status: 'failed', code: 42001, final: false })
    await tokens.get(urls().tokenUrl, true)
    now = 6_900_000
    await tokens.get(urls().tokenUrl, true)
    expect(received.filter(({ url }) => url === '/token')).toHaveLength(3)
  })

  it('without a token are tried again later', async () => {
    answer.body = '{"errcode":40013}'
    const channel = employeeMessage(accessTokens(() => 0))
    expect(await channel.send({ ...message, ...urls() })).toMatchObject({ status: 'failed', code: -1 })
  })
})

describe('what the shop’s own function answers', () => {
  it.each([
    [undefined, 'sent'],
    [{ ok: true }, 'sent'],
    [{ ok: false, error: { code: 'x' } }, 'failed'],
    [{ error: 'no' }, 'failed'],
  ])('%j is %s', (result, status) => {
    expect(outcomeOfResult(result).status).toBe(status)
  })
})
