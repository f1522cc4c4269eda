import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until, untilHolds } from '../../e2e/patience'
import { cloudForTest, FIXTURES, refusalOf, START_MS, type TestCloud } from '../cloudForTest'

describe('function instances', () => {
  let cloud: TestCloud
  beforeAll(async () => {
    cloud = await cloudForTest({ instancesPerFunction: 2 })
  })
  afterAll(() => cloud.remove())

  const unruly = async (event: object) => (await cloud.call('o-a', 'unruly', event)).result as any
  const activity = async (name: string) =>
    (await cloud.control('GET', 'functions')).json.functions.find((each: any) => each.name === name)
  const logs = async (since = 0) => (await cloud.control('GET', `logs?since=${since}`)).json.logs as any[]

  test('the first call starts a process cold, the next ones use it warm', async () => {
    for (let call = 0; call < 5; call++) await cloud.call('o-a', 'echo', { call })
    expect(await activity('echo')).toMatchObject({ calls: 5, coldStarts: 1, instances: 1, errors: 0 })
  })

  test('the newest calls tell who called, from where, how long it took and how it ended', async () => {
    await cloud.call('o-lan', 'unruly', {})
    await refusalOf(cloud.call('o-lan', 'unruly', { throw: 'no' }))
    await cloud.runTimer('unruly')
    const { status, json } = await cloud.control('GET', 'functions/unruly')
    expect(status).toBe(200)
    expect(json.newestCalls.slice(0, 3)).toMatchObject([
      { source: 'wx_trigger', openid: null, errCode: null, at: START_MS },
      { source: 'wx_client', openid: 'o-lan', errCode: -504002, cold: false },
      { source: 'wx_client', openid: 'o-lan', errCode: null, durationMs: expect.any(Number) },
    ])
    expect((await cloud.control('GET', 'functions/nowhere')).status).toBe(404)
  })

  test('more requests than instances wait in line and are all answered', async () => {
    const results = await Promise.all(Array.from({ length: 10 }, (_, n) => cloud.call('o-a', 'echo', { n })))
    expect(results.map(({ result }) => (result as any).event.n)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect((await activity('echo')).instances).toBeLessThanOrEqual(2)
  })

  test.each([
    ['throws', { throw: 'no such dish' }, -504002, /no such dish/],
    ['takes longer than its timeout', { hang: true }, -501002, /timed out after 1 seconds/],
    ['ends its process', { exit: true }, -504002, /exited \(code 3\)/],
    ['answers with more than 1 MB', { big: 1_100_000 }, -604001, /over 1 MB/],
  ])('a function that %s fails that call only', async (_name, event, errCode, text) => {
    const refusal = await refusalOf(cloud.call('o-a', 'unruly', event))
    expect(refusal.errCode).toBe(errCode)
    expect(refusal.errMsg).toMatch(text)
    expect(await unruly({})).toEqual({ ok: true })
  })

  test('a function that uses more memory than it has loses its instance, and the log says why', async () => {
    const refusal = await refusalOf(cloud.call('o-a', 'hog', {}))
    expect(refusal).toMatchObject({ errCode: -504002, errMsg: expect.stringMatching(/exited \(SIGABRT\)/) })
    await untilHolds(logs, (all) =>
      expect(all).toContainEqual(expect.objectContaining({ function: 'hog', text: expect.stringMatching('heap') })),
    )
  })

  test('Buffers count for its memory, too; others go on meanwhile', async () => {
    const hogging = refusalOf(cloud.call('o-a', 'hog', { buffers: true }))
    expect((await cloud.call('o-b', 'echo', { n: 1 })).result).toMatchObject({ event: { n: 1 } })
    expect(await hogging).toMatchObject({
      errCode: -504002,
      errMsg: expect.stringMatching(/out of memory: \d+ MB of 64 MB/),
    })
  })

  test('an instance that ran into its timeout is not used again', async () => {
    await unruly({})
    const before = await activity('unruly')
    await refusalOf(cloud.call('o-a', 'unruly', { hang: true }))
    await unruly({})
    expect((await activity('unruly')).coldStarts).toBe(before.coldStarts + 1)
  })

  test('a function that does not exist is named', async () => {
    const refusal = await refusalOf(cloud.call('o-a', 'nowhere', {}))
    expect(refusal).toMatchObject({ errCode: -501000, errMsg: expect.stringContaining('nowhere') })
  })

  test('a phone cannot send more than 100 KB', async () => {
    const refusal = await refusalOf(cloud.call('o-a', 'echo', { text: 'x'.repeat(101 * 1024) }))
    expect(refusal.errCode).toBe(-501007)
  })

  test('handlers in callback style answer too', async () => {
    expect(await unruly({ callback: 'done' })).toEqual({ said: 'done' })
  })

  test('what a function prints is in the log under its request', async () => {
    const { requestID } = await cloud.call('o-a', 'unruly', { print: 'two bowls' })
    const printed = async () => (await logs()).find((each) => each.text.includes('two bowls'))
    const entry = await until(printed, (one) => one !== undefined)
    expect(entry).toMatchObject({ function: 'unruly', requestId: requestID, stream: 'stdout', at: START_MS })
    expect(await logs(entry.sequence)).toEqual([])
  })

  test('a rejection nobody handles is reported and the function answers all the same', async () => {
    expect(await unruly({ reject: 'left alone' })).toEqual({ ok: true })
    await untilHolds(logs, (all) =>
      expect(all).toContainEqual(
        expect.objectContaining({ stream: 'error', text: expect.stringMatching('left alone') }),
      ),
    )
  })

  test('variables of this machine and of the request before do not reach a function', async () => {
    process.env.LEAK = 'secret of this machine'
    await cloud.call('o-secret', 'unruly', {})
    const { json } = await cloud.control('POST', 'http', { function: 'unruly', path: '/env' })
    expect(json.result).toEqual({ openid: null, path: null })
    expect(await unruly({ env: true })).toEqual({ openid: 'o-a', path: null })
    delete process.env.LEAK
  })

  test('Date is virtual and frozen in a function, the stopwatch is not', async () => {
    const dates = await unruly({ date: true })
    expect(dates).toMatchObject({
      start: START_MS,
      elapsed: 0,
      iso: new Date(START_MS).toISOString(),
      isDate: true,
      fixed: '1970-01-02T00:00:00.000Z',
      text: 'string',
      made: START_MS,
    })
    expect(dates.measured).toBeGreaterThanOrEqual(29)
  })

  test('a function that is running when the clock jumps sees the new time', async () => {
    const waiting = cloud.call('o-a', 'who', { print: 'waiting', until: START_MS + 5000 })
    await untilHolds(logs, (all) => expect(all).toContainEqual(expect.objectContaining({ function: 'who' })))
    cloud.clock.set(START_MS + 5000)
    expect(((await waiting).result as any).now).toBe(START_MS + 5000)
    cloud.clock.set(START_MS)
  })

  test('Date runs at the clock’s speed in a function', async () => {
    cloud.clock.setSpeed(100)
    cloud.clock.resume()
    const dates = await unruly({ date: true })
    cloud.clock.freeze()
    expect(dates.elapsed).toBeGreaterThanOrEqual(2000)
    expect(dates.start).toBeGreaterThanOrEqual(START_MS)
  })
})

describe('the line before busy instances', () => {
  test('is as long as it may be: further requests hear -501004 at once, those in line are answered', async () => {
    const cloud = await cloudForTest({ instancesPerFunction: 1, longestLine: 2 })
    try {
      const calls = Array.from({ length: 4 }, () =>
        cloud.call('o-a', 'who', { waitMs: 50 }).then(
          () => 0,
          (error) => error.errCode,
        ),
      )
      expect(await Promise.all(calls)).toEqual([0, 0, 0, -501004])
      expect((await cloud.call('o-a', 'who', {})).result).toMatchObject({ OPENID: 'o-a' })
    } finally {
      await cloud.remove()
    }
  })
})

describe('a folder of functions', () => {
  const folders: string[] = []
  const folderWith = (name: string, files: Record<string, string>): string => {
    const folder = mkdtempSync(join(tmpdir(), 'kandian-functions-'))
    folders.push(folder)
    cpSync(join(FIXTURES, 'echo'), join(folder, name), { recursive: true })
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, name, file), text)
    return folder
  }
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })

  test('code that cannot be loaded fails its calls with the reason', async () => {
    const cloud = await cloudForTest({ functions: [folderWith('dish', { 'index.js': 'require("no-such-module")' })] })
    try {
      const refusal = await refusalOf(cloud.call('o-a', 'dish', {}))
      expect(refusal.errMsg).toMatch(/no-such-module/)
      expect((await refusalOf(cloud.call('o-a', 'dish', {}))).errMsg).toMatch(/no-such-module/)
    } finally {
      await cloud.remove()
    }
  })

  test.each([
    ['a config.json that is not JSON', { 'config.json': '{' }, /config\.json is not JSON/],
    ['a timeout that is no number', { 'config.json': '{"timeout":"long"}' }, /timeout/],
    [
      'a trigger of another type',
      { 'config.json': '{"triggers":[{"name":"a","type":"cos","config":""}]}' },
      /triggers\.0\.type/,
    ],
    ['a bad timer', { 'config.json': '{"triggers":[{"name":"a","type":"timer","config":"* * *"}]}' }, /7 fields/],
  ])('%s stops the start with its name', async (_name, files, text) => {
    await expect(cloudForTest({ functions: [folderWith('dish', files)] })).rejects.toThrow(text)
  })

  test('a missing folder or a name taken twice stops the start', async () => {
    await expect(cloudForTest({ functions: ['/no/such/folder'] })).rejects.toThrow(/does not exist/)
    const twice = folderWith('echo', {})
    await expect(cloudForTest({ functions: [FIXTURES, twice] })).rejects.toThrow(/function echo is both in/)
  })
})
