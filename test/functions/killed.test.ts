/** Functions that die in the middle, for real: their process is killed while WeChat has the message, or has it not yet. */
import type { CreditDocument } from '../../core/documents/credit'
import { CRITICAL } from '../fakes/alertedShop'
import { type AlertedCloud, COLLEAGUE, MINUTE, OWNER, startAlertedCloud } from './alertedCloud'

jest.setTimeout(240_000)

let shop: AlertedCloud
beforeEach(async () => {
  shop = await startAlertedCloud(({ robotUrl = '' }) => ({
    channels: { robot: { url: robotUrl, mentions: [] }, allowLoopback: true },
  }))
  for (const openid of [OWNER, COLLEAGUE]) await shop.cloud.subscribe(openid, CRITICAL, 'accept')
})
afterEach(() => shop.close())

const told = async (): Promise<string[]> =>
  (await shop.messages('subscribe')).filter(({ outcome }) => outcome === 'delivered').map(({ to }) => to)
const kill = (match: object, effect: object) =>
  shop.control('POST', 'faults', { match, effect: { kill: true, ...effect }, times: 1 })

describe('the minute’s run, killed', () => {
  it.each([
    ['before WeChat has the message: it is taken as sent, and the next person is told', {}, [COLLEAGUE]],
    ['after WeChat has it: nobody is told twice, one more person is', { loseReply: true }, [OWNER, COLLEAGUE]],
  ])('%s', async (_, effect, expected) => {
    await kill({ function: 'aggregate', api: 'subscribeMessage.send' }, effect)
    await shop.minutes(3, 'ok')
    await shop.minutes(8, 'business')
    expect(await told()).toEqual(expected)
    const ledger = shop.stored<CreditDocument>('credits')
    expect(ledger.map(({ granted, spent, reserved }) => [granted, spent, reserved])).toEqual([
      [1, 1, {}],
      [1, 1, {}],
    ])
  })

  it('whenever it writes down what it did: nobody is told twice, and the incident is one', async () => {
    await shop.minutes(3, 'ok')
    for (let minute = 0; minute < 8; minute++) {
      if (minute % 2 === 0)
        await kill({ function: 'aggregate', collection: 'incidents' }, { loseReply: minute % 4 === 0 })
      await shop.minutes(1, 'business')
    }
    await shop.control('DELETE', 'faults')
    await shop.minutes(3, 'business')
    const people = await told()
    expect(new Set(people).size).toBe(people.length)
    expect(people.length).toBeGreaterThan(0)
    expect(shop.stored('incidents')).toHaveLength(1)
  })

  it('not started at all any more: the watchdog tells the group that the monitoring stands still', async () => {
    await shop.minutes(12, 'ok')
    await shop.control('POST', 'faults', { match: { function: 'aggregate' }, effect: { errCode: -504002 } })
    await shop.cloud.clock.advance(12 * MINUTE)
    expect((await shop.messages('robot')).map(({ text }) => text?.split('\n')[0])).toEqual([
      '【注意】兰姨牛肉面 文三路店：监控停了',
    ])
  })
})
