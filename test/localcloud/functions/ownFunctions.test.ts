import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { untilHolds } from '../../e2e/patience'
import { cloudForTest, refusalOf, START_MS, type TestCloud } from '../cloudForTest'

describe('the functions of somebody’s own project', () => {
  let project: string
  let cloud: TestCloud | undefined
  let later = Date.now()
  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'kandian-project-'))
  })
  afterEach(async () => {
    await cloud?.remove()
    cloud = undefined
    rmSync(project, { recursive: true, force: true })
  })

  /** Writes a file of the project, each time with a later time of change. */
  const write = (path: string, content: string | object) => {
    const file = join(project, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
    later += 5000
    utimesSync(file, new Date(later), new Date(later))
  }
  const open = async () => {
    cloud = await cloudForTest({ functions: [join(project, 'functions')] })
    return cloud
  }
  const run = async (name: string) => (await (cloud as TestCloud).call('o-a', name, {})).result
  const eventually = (ask: () => Promise<unknown>, wanted: unknown) =>
    untilHolds(ask, (seen) => expect(seen).toBe(wanted))

  describe('are loaded again when they change', () => {
    test('the entry, a file it requires, and a file it requires only later', async () => {
      write('functions/dish/index.js', 'exports.main = () => [1, require("./name"), require("./later")()]')
      write('functions/dish/name.js', 'module.exports = "noodles"')
      write('functions/dish/later.js', 'module.exports = () => require("./deep/price.json")')
      write('functions/dish/deep/price.json', '12')
      await open()
      expect(await run('dish')).toEqual([1, 'noodles', 12])
      write('functions/dish/name.js', 'module.exports = "rice"')
      expect(await run('dish')).toEqual([1, 'rice', 12])
      write('functions/dish/deep/price.json', '13')
      expect(await run('dish')).toEqual([1, 'rice', 13])
      write('functions/dish/index.js', 'exports.main = () => [2]')
      expect(await run('dish')).toEqual([2])
    })

    test('unchanged ones stay warm', async () => {
      write('functions/dish/index.js', 'let calls = 0; exports.main = () => ++calls')
      await open()
      expect([await run('dish'), await run('dish'), await run('dish')]).toEqual([1, 2, 3])
    })

    test('a request in the middle ends with the old code, the next one has the new', async () => {
      const [begun, may] = [join(project, 'begun'), join(project, 'may')]
      write(
        'functions/dish/index.js',
        `const { existsSync, writeFileSync } = require('node:fs')
        exports.main = async () => {
          writeFileSync(${JSON.stringify(begun)}, '')
          while (!existsSync(${JSON.stringify(may)})) await new Promise((resolve) => setTimeout(resolve, 5))
          return 'old'
        }`,
      )
      write('functions/dish/config.json', { timeout: 60 })
      const { call } = await open()
      const running = call('o-a', 'dish', {})
      await eventually(async () => existsSync(begun), true)
      write('functions/dish/index.js', 'exports.main = () => "new"')
      const next = call('o-a', 'dish', {})
      write('may', '')
      expect((await running).result).toBe('old')
      expect((await next).result).toBe('new')
    })

    test('a new function appears, a removed one goes, a changed timer fires at its new times', async () => {
      write('functions/dish/index.js', 'exports.main = () => 1')
      const { control, clock } = await open()
      const names = async () =>
        (await control('GET', 'functions')).json.functions.map((each: any) => each.name).join(' ')
      write('functions/soup/index.js', 'exports.main = () => 2')
      write('functions/soup/config.json', { triggers: [{ name: 'often', type: 'timer', config: '*/5 * * * * * *' }] })
      await eventually(names, 'dish soup')
      expect(await run('soup')).toBe(2)
      const { fired } = (await control('POST', 'clock', { advanceMs: 16_000 })).json
      expect(fired.map((each: any) => each.at - START_MS)).toEqual([5000, 10_000, 15_000])
      write('functions/soup/config.json', {
        timeout: 9,
        triggers: [{ name: 'b', type: 'timer', config: '30 * * * * * *' }],
      })
      const timeout = async () => (await control('GET', 'functions')).json.functions[1].timeoutMs
      await eventually(timeout, 9000)
      const coldStarts = async () => (await control('GET', 'functions/soup')).json.coldStarts
      const before = await coldStarts()
      await run('soup')
      expect(await coldStarts()).toBe(before + 1)
      const later = (await control('POST', 'clock', { advanceMs: 60_000 })).json.fired
      expect(later.map((each: any) => [each.trigger, each.at - START_MS])).toEqual([['b', 30_000]])
      expect(clock.now()).toBe(START_MS + 76_000)
      rmSync(join(project, 'functions/soup'), { recursive: true })
      await eventually(names, 'dish')
      expect((await refusalOf((cloud as TestCloud).call('o-a', 'soup', {}))).errCode).toBe(-501000)
    })

    test('a config that has become wrong is told, and the function goes on as it was', async () => {
      write('functions/dish/index.js', 'exports.main = () => 1')
      write('functions/dish/config.json', { timeout: 7 })
      const { control, troubles } = await open()
      write('functions/dish/config.json', '{ oops')
      await eventually(async () => troubles.some((text) => /dish .*config\.json is not JSON/.test(text)), true)
      expect((await control('GET', 'functions')).json.functions[0].timeoutMs).toBe(7000)
      expect(await run('dish')).toBe(1)
    })
  })

  test('limits come from config.json, else from cloudbaserc.json, else they are the platform’s', async () => {
    for (const name of ['plain', 'deployed', 'both']) write(`functions/${name}/index.js`, 'exports.main = () => 1')
    write('functions/both/config.json', { timeout: 5 })
    const triggers = [{ name: 'daily', type: 'timer', config: '0 0 9 * * * *' }]
    write('cloudbaserc.json', {
      envId: '{{env.ENV}}',
      functions: [
        { name: 'deployed', timeout: 20, memorySize: 512, triggers },
        { name: 'both', timeout: 20, memorySize: 1024 },
      ],
    })
    const { control } = await open()
    const { functions } = (await control('GET', 'functions')).json
    const limits = functions.map((each: any) => [each.name, each.timeoutMs, each.memoryMb, each.timers.length])
    expect(limits).toEqual([
      ['both', 5000, 1024, 0],
      ['deployed', 20_000, 512, 1],
      ['plain', 3000, 256, 0],
    ])
  })

  describe('get their dependencies at first use', () => {
    const dishFrom = (dependency: string) => {
      write('functions/dish/index.js', 'exports.main = () => [require("noodle-kitchen"), require("./sauce")]')
      write('functions/dish/sauce.js', 'module.exports = "soy"')
      write('functions/dish/package.json', { name: 'dish', dependencies: { 'noodle-kitchen': dependency } })
    }
    const kitchen = () => {
      write('kitchen/package.json', { name: 'noodle-kitchen', version: '1.0.0' })
      write('kitchen/index.js', 'module.exports = "beef noodles"')
      return `file:${join(project, 'kitchen')}`
    }
    const platformLogs = async () =>
      (await (cloud as TestCloud).control('GET', 'logs')).json.logs.filter((each: any) => each.stream === 'platform')

    test('in a copy inside the data folder, with progress in the log; their own folder stays as it is', async () => {
      dishFrom(kitchen())
      const { folder, troubles } = await open()
      expect(await run('dish')).toEqual(['beef noodles', 'soy'])
      const lines = (await platformLogs()).map((each: any) => each.text)
      expect(lines[0]).toBe('first use: installing noodle-kitchen')
      expect(lines.at(-1)).toMatch(/^installed in \d+ s$/)
      expect(troubles).toContain('function dish: first use: installing noodle-kitchen')
      expect(readdirSync(join(project, 'functions/dish')).sort()).toEqual(['index.js', 'package.json', 'sauce.js'])
      expect(existsSync(join(folder, 'functions/dish/node_modules/noodle-kitchen'))).toBe(true)

      write('functions/dish/sauce.js', 'module.exports = "chili"')
      expect(await run('dish')).toEqual(['beef noodles', 'chili'])
      expect((await platformLogs()).length).toBe(lines.length)
    })

    test('unless they are there already', async () => {
      dishFrom('1.0.0')
      write('functions/dish/node_modules/noodle-kitchen/package.json', { name: 'noodle-kitchen', version: '1.0.0' })
      write('functions/dish/node_modules/noodle-kitchen/index.js', 'module.exports = "own noodles"')
      await open()
      expect(await run('dish')).toEqual(['own noodles', 'soy'])
      expect(await platformLogs()).toEqual([])
    })

    test('what cannot be installed fails the call with npm’s reason', async () => {
      dishFrom('file:./no-such-kitchen.tgz')
      await open()
      const refusal = await refusalOf((cloud as TestCloud).call('o-a', 'dish', {}))
      expect(refusal.errCode).toBe(-504002)
      expect(refusal.errMsg).toMatch(/dish did not start: .*no-such-kitchen/)
    })

    test('an SDK too old to be led here is refused by its version', async () => {
      dishFrom('1.0.0')
      write('functions/dish/node_modules/wx-server-sdk/package.json', { name: 'wx-server-sdk', version: '2.0.4' })
      await open()
      const refusal = await refusalOf((cloud as TestCloud).call('o-a', 'dish', {}))
      expect(refusal.errMsg).toMatch(/wx-server-sdk 2\.0\.4 .* 2\.1 or later/)
    })
  })

  test('a timer every five seconds that runs into its time limit is tried again twice, a minute apart', async () => {
    write('functions/slow/index.js', 'exports.main = () => new Promise(() => {})')
    const triggers = [{ name: 'often', type: 'timer', config: '*/5 * * * * * *' }]
    write('functions/slow/config.json', { timeout: 0.1, triggers })
    const { control } = await open()
    const advance = async (advanceMs: number) => (await control('POST', 'clock', { advanceMs })).json.fired as any[]
    expect(await advance(5000)).toMatchObject([{ trigger: 'often', at: START_MS + 5000, ok: false }])
    rmSync(join(project, 'functions/slow/config.json'))
    const timers = async () => (await control('GET', 'timers')).json.timers.length
    await eventually(timers, 0)
    write('functions/slow/index.js', 'let runs = 0; exports.main = () => { if (++runs < 2) throw new Error("again") }')
    const retries = await advance(300_000)
    expect(retries.map(({ at, ok }) => [at - START_MS, ok])).toEqual([
      [65_000, false],
      [125_000, true],
    ])
  })

  test('an SDK that insists on Tencent’s address is led to the local cloud, its signature intact', async () => {
    write('functions/old/index.js', OLD_SDK)
    write('functions/old/config.json', { timeout: 20 })
    await open()
    expect(await run('old')).toMatchObject({ data: { total: 0 } })
  })
})

/** How SDKs before 2.4 call: a fixed host, signed as such. */
const OLD_SDK = `
const http = require('http')
const { sign } = require(${JSON.stringify(require.resolve('@cloudbase/signature-nodejs'))})
exports.main = () => new Promise((resolve, reject) => {
  const { TENCENTCLOUD_SECRETID: secretId, TENCENTCLOUD_SECRETKEY: secretKey } = process.env
  const host = 'tcb-admin.tencentyun.com'
  const params = { action: 'database.calculateDocument', collectionName: 'notes', queryType: 'WHERE' }
  const headers = { host, 'content-type': 'application/json' }
  const signed = sign({ secretId, secretKey, method: 'post', url: 'http://' + host + '/admin?eventId=1', params, headers, withSignedParams: true })
  const options = { host, port: 80, path: '/admin?eventId=1', method: 'POST' }
  options.headers = { ...headers, authorization: signed.authorization, 'x-timestamp': signed.timestamp }
  const call = http.request(options, (response) => {
    let text = ''
    response.on('data', (chunk) => { text += chunk })
    response.on('end', () => resolve(JSON.parse(text)))
  })
  call.on('error', reject)
  call.end(JSON.stringify(params))
})
`
