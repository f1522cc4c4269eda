/** Names are looked up by us, and only public answers are called: a name that leads inside leads nowhere. */
import type { LookupAddress } from 'node:dns'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { post } from '../../../adapters/notifiers/post'
import { guardedLookup, PRIVATE_ADDRESS } from '../../../adapters/notifiers/publicAddress'

type Found = (failure: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void

let answers: LookupAddress[]
let asked: string[]
let server: Server
let requests: number

jest.mock('node:dns', () => ({
  lookup: (name: string, _options: object, found: Found) => {
    asked.push(name)
    found(null, answers)
  },
}))

const v4 = (address: string): LookupAddress => ({ address, family: 4 })
const v6 = (address: string): LookupAddress => ({ address, family: 6 })
const look = (allowLoopback: boolean, all: boolean) =>
  new Promise<unknown[]>((resolve) =>
    guardedLookup(allowLoopback)('shop.example', { all }, (...found: unknown[]) => resolve(found)),
  )

beforeAll(async () => {
  server = createServer((_, response) => {
    requests += 1
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
beforeEach(() => {
  asked = []
  requests = 0
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

describe('a name', () => {
  it.each([
    ['this machine', [v4('127.0.0.1')]],
    ['the shop’s own network', [v4('10.0.0.8'), v4('192.168.1.1')]],
    ['where clouds keep their keys', [v4('169.254.169.254')]],
    ['this machine in the other family', [v6('::1')]],
    ['an address that hides one of these', [v6('::ffff:10.0.0.8'), v6('64:ff9b::7f00:1')]],
    ['nothing', []],
  ])('that leads to %s is refused for good, and nothing is sent', async (_, found) => {
    answers = found
    const { port } = server.address() as AddressInfo
    const reply = await post({ url: `https://rebound.example:${port}/`, allowLoopback: false })
    expect(reply).toMatchObject({ status: 'failed', code: -3, final: true })
    expect(asked).toEqual(['rebound.example'])
    expect(requests).toBe(0)
  })

  it('of which some answers are public is called at those only', async () => {
    answers = [v4('10.0.0.8'), v4('8.8.8.8'), v6('fc00::1'), v6('2400:3200::1')]
    expect(await look(false, true)).toEqual([null, [v4('8.8.8.8'), v6('2400:3200::1')]])
    expect(await look(false, false)).toEqual([null, '8.8.8.8', 4])
  })

  it('that leads to this machine is called where the local cloud says so', async () => {
    answers = [v4('10.0.0.8'), v4('127.0.0.1')]
    expect(await look(true, true)).toEqual([null, [v4('127.0.0.1')]])
    const [failure] = await look(false, true)
    expect(failure).toMatchObject({ code: PRIVATE_ADDRESS })
  })
})

describe('an address in the digits of another', () => {
  it.each([
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://127.1/',
    'https://[::ffff:a00:1]/',
    'https://[0:0:0:0:0:0:0:1]/',
    'https://①②⑦.0.0.1/',
    'https://localhost./',
    'https://a.localhost/',
  ])('%s is none that is called, and no name that is looked up', async (url) => {
    expect(await post({ url, allowLoopback: false })).toMatchObject({ status: 'failed', code: -3, final: true })
    expect(asked).toEqual([])
  })
})
