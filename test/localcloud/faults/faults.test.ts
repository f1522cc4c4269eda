import { type FaultMatch, type FaultPoint, strikes } from '../../../localcloud/faults/fault'
import { FaultSwitchboard } from '../../../localcloud/faults/faultSwitchboard'
import { cloudForTest, refusalOf, type TestCloud } from '../cloudForTest'

const invoke: FaultPoint = { kind: 'invoke', function: 'shop' }
const read: FaultPoint = { kind: 'wire', action: 'database.getDocument', function: 'shop', collection: 'orders' }
const send: FaultPoint = { kind: 'wire', action: 'wx.openApi', function: 'aggregate', api: 'subscribeMessage.send' }
const payment: FaultPoint = { kind: 'api', api: 'requestPayment' }

describe('where a fault strikes', () => {
  test.each<[string, FaultMatch, FaultPoint, boolean]>([
    ['a function at its call', { function: 'shop' }, invoke, true],
    ['another function not', { function: 'query' }, invoke, false],
    ['a function alone not at its requests', { function: 'shop' }, read, false],
    ['a collection at any request of it', { collection: 'orders' }, read, true],
    ['a collection not at a call', { collection: 'orders' }, invoke, false],
    ['an action of one function', { function: 'shop', action: 'database.getDocument' }, read, true],
    ['an action of another function not', { function: 'query', action: 'database.getDocument' }, read, false],
    ['another collection not', { action: 'database.getDocument', collection: 'dishes' }, read, false],
    ['an API of WeChat', { api: 'subscribeMessage.send' }, send, true],
    ['an API of the phone', { api: 'requestPayment' }, payment, true],
    ['a server’s API not on the phone', { api: 'subscribeMessage.send' }, payment, false],
  ])('%s', (_name, match, point, expected) => {
    expect(strikes(match, point)).toBe(expected)
  })

  test('a fault is over after its times, or when its while has passed by the virtual clock', () => {
    let now = 1000
    const faults = new FaultSwitchboard(() => now)
    faults.add({ function: 'shop' }, { drop: true }, { times: 2 })
    expect([faults.take(invoke), faults.take(read), faults.take(invoke), faults.take(invoke)]).toEqual([
      { drop: true },
      undefined,
      { drop: true },
      undefined,
    ])
    faults.add({ function: 'shop' }, { delayMs: 5 }, { forMs: 100 })
    now = 1099
    expect(faults.take(invoke)).toEqual({ delayMs: 5 })
    now = 1100
    expect(faults.take(invoke)).toBeUndefined()
    expect(faults.list()).toEqual([])
  })
})

describe('what a fault does', () => {
  let cloud: TestCloud
  beforeAll(async () => {
    cloud = await cloudForTest()
  })
  beforeEach(async () => {
    await cloud.control('POST', 'reset')
  })
  afterAll(() => cloud.remove())

  const fault = async (match: object, effect: object, limits: object = { times: 1 }) =>
    (await cloud.control('POST', 'faults', { match, effect, ...limits })).json.id as string
  const notes = () => cloud.database.find('notes').total
  const add = () => cloud.call('o-a', 'ledger', { add: { n: 1 } })
  const list = async () => (await cloud.call('o-a', 'ledger', {})).result as any

  test.each([
    ['drops the call: nothing is done', { drop: true }, -1, 0],
    ['loses the reply: it was done', { loseReply: true }, -1, 1],
    ['answers with an error code instead', { errCode: -501003 }, -501003, 0],
    ['answers with a wire’s code instead', { errCode: 'EXCEED_CONCURRENT_REQUEST_LIMIT' }, -501004, 0],
  ])('at a function: %s, once', async (_name, effect, errCode, written) => {
    await fault({ function: 'ledger' }, effect)
    expect((await refusalOf(add())).errCode).toBe(errCode)
    expect(notes()).toBe(written)
    await add()
    expect(notes()).toBe(written + 1)
  })

  test('at a function: kills its instance, the next call starts another', async () => {
    await add()
    await fault({ function: 'ledger' }, { kill: true })
    expect((await refusalOf(add())).errMsg).toContain('SIGKILL')
    await add()
    const { functions } = (await cloud.control('GET', 'functions')).json
    expect(functions.find((each: any) => each.name === 'ledger')).toMatchObject({ errors: 1, coldStarts: 1 })
  })

  test('at a function: makes it slow for a stopwatch, up to its timeout', async () => {
    await cloud.call('o-a', 'unruly', {})
    await fault({ function: 'unruly' }, { delayMs: 150 })
    const startedMs = performance.now()
    await cloud.call('o-a', 'unruly', {})
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(149)
    await fault({ function: 'unruly' }, { delayMs: 5000 })
    expect((await refusalOf(cloud.call('o-a', 'unruly', {}))).errCode).toBe(-501002)
  })

  test.each([
    ['a collection', { collection: 'notes' }],
    ['an action', { action: 'database.getDocument' }],
    ['an action of a function', { function: 'ledger', action: 'database.getDocument' }],
  ])('at %s: the SDK in the function sees the code', async (_name, match) => {
    await fault(match, { errCode: -502001 })
    expect(await list()).toMatchObject({ errCode: -502001 })
    expect(await list()).toMatchObject({ data: [] })
  })

  test('at a write: drop leaves nothing, a lost reply leaves the document', async () => {
    await fault({ action: 'database.insertDocument' }, { drop: true })
    await refusalOf(add())
    expect(notes()).toBe(0)
    await fault({ action: 'database.insertDocument' }, { loseReply: true })
    await refusalOf(add())
    expect(notes()).toBe(1)
  })

  test('at a write: the instance dies before it, or after it with the reply lost', async () => {
    await fault({ action: 'database.insertDocument' }, { kill: true })
    expect((await refusalOf(add())).errMsg).toContain('SIGKILL')
    expect(notes()).toBe(0)
    await fault({ action: 'database.insertDocument' }, { kill: true, loseReply: true })
    expect((await refusalOf(add())).errMsg).toContain('SIGKILL')
    expect(notes()).toBe(1)
  })

  test('lasts until it is deleted when no limit is given', async () => {
    const id = await fault({ function: 'echo' }, { errCode: -1 }, {})
    for (let call = 0; call < 3; call++) await refusalOf(cloud.call('o-a', 'echo', {}))
    expect((await cloud.control('GET', 'faults')).json.faults).toMatchObject([{ id, struck: 3 }])
    await cloud.control('DELETE', `faults/${id}`)
    expect((await cloud.call('o-a', 'echo', {})).result).toMatchObject({ function: 'echo' })
  })

  test('all are switched off at once', async () => {
    await fault({ function: 'echo' }, { errCode: -1 }, {})
    await fault({ function: 'who' }, { errCode: -1 }, {})
    await cloud.control('DELETE', 'faults')
    expect((await cloud.control('GET', 'faults')).json).toEqual({ faults: [] })
  })
})
