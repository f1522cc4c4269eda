import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SettingsDocument } from '../../core/documents/settings'
import type { StoreDocument } from '../../core/documents/store'
import { type CollectionSpec, collections } from '../../database/collections'
import { firstSettings, firstStore, localTemplates } from '../../database/seed/firstDocuments'
import { parseArguments } from '../../tools/deploy/arguments'
import { openCloudApi } from '../../tools/deploy/cloudApi'
import { cloudbasercText } from '../../tools/deploy/cloudbaserc'
import type { DeployedFunction } from '../../tools/deploy/functions'
import { readFunctions } from '../../tools/deploy/functions'
import { migrations } from '../../tools/deploy/migrations/migrations'
import { planDeployment, printPlan } from '../../tools/deploy/plan'
import { signedHeaders } from '../../tools/deploy/signature'
import { subjectOf } from '../../tools/deploy/subject'
import { runTcb, tcbScript } from '../../tools/deploy/tcb'
import { environmentOf, readCredentials } from '../../tools/deploy/wechatEnvironment'
import { checkCloudbaserc } from '../../tools/verify/cloudbasercCheck'

let folder: string
const credentials = { secretId: 'id-1', secretKey: 'key-1' }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kandian-deploy-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function putFunction(name: string, config: string): void {
  mkdirSync(join(folder, name))
  writeFileSync(join(folder, name, 'config.json'), config)
}

const timer = '{"name":"tick","type":"timer","config":"17 * * * * * *"}'
const collect: DeployedFunction = {
  name: 'collect',
  folder: '/dist/collect',
  runtime: 'Nodejs18.15',
  memoryMb: 256,
  timeoutSeconds: 5,
  timers: [],
  openapi: [],
}
const minutes: CollectionSpec = {
  name: 'minutes',
  permission: 'ADMINONLY',
  indexes: [
    {
      name: 'shard_minute',
      fields: [
        { field: 'shard', direction: 1 },
        { field: 'minute', direction: -1 },
      ],
    },
  ],
}

const shop = { ...subjectOf(undefined), collections: [minutes] }

const planFor = (functions: DeployedFunction[]) => {
  const map = { file: 'app-service.js', sources: ['app.ts'], names: [], lines: [[[0, 0, 0, 0]]] }
  const maps = [{ release: '1.2.0', maps: [map] }]
  const deployment = { subject: shop, functions, maps, migrations, version: '0.2.0', kept: '/kept', nowMs: 0 }
  const forgetMaps = () => {}
  return planDeployment({ ...deployment, forgetMaps }).steps
}

describe('the words of the command', () => {
  test.each([
    [['--env', 'shop-1a2b'], { kind: 'deploy', environment: 'shop-1a2b', mode: 'deploy', app: undefined }],
    [['--env=shop-1a2b', '--dry-run'], { kind: 'deploy', environment: 'shop-1a2b', mode: 'dryRun', app: undefined }],
    [['--dry-run', '--env', 'shop-1a2b'], { kind: 'deploy', environment: 'shop-1a2b', mode: 'dryRun', app: undefined }],
    [
      ['--env', 'shop-1a2b', '--restore'],
      { kind: 'deploy', environment: 'shop-1a2b', mode: 'restore', app: undefined },
    ],
    [['--write-config'], { kind: 'write-config' }],
  ])('%j is understood', (words, request) => {
    expect(parseArguments(words)).toEqual(request)
  })

  test.each([
    [[], '--env is missing'],
    [['--env'], '--env is missing'],
    [['--env', '--dry-run'], '--env is missing'],
    [['--env', 'my shop'], '--env my shop is no id'],
    [['--env', 'shop-1a2b', '--restore', '--rollback'], 'only one of them at a time'],
    [['--env', 'shop-1a2b', '--dryrun'], '"--dryrun" is not known'],
  ])('%j is refused with what is wrong', (words, message) => {
    expect(() => parseArguments(words)).toThrow(message)
  })
})

describe('reading functions', () => {
  test('takes timers, memory, timeout and interfaces from config.json', () => {
    putFunction(
      'aggregate',
      `{"permissions":{"openapi":["subscribeMessage.send"]},"triggers":[${timer}],"timeout":20,"memorySize":512}`,
    )
    expect(readFunctions(folder)).toEqual([
      {
        name: 'aggregate',
        folder: join(folder, 'aggregate'),
        runtime: 'Nodejs18.15',
        memoryMb: 512,
        timeoutSeconds: 20,
        timers: [{ name: 'tick', cron: '17 * * * * * *' }],
        openapi: ['subscribeMessage.send'],
      },
    ])
  })

  test('a function without config.json gets the platform’s own 3 s and 256 MB', () => {
    mkdirSync(join(folder, 'plain'))
    expect(readFunctions(folder)).toMatchObject([{ name: 'plain', timeoutSeconds: 3, memoryMb: 256, timers: [] }])
  })

  test.each([
    ['{', /config\.json is not JSON/],
    ['{"timeout":901}', /config\.json: timeout: /],
    ['{"memory":256}', /config\.json: .*memory/],
    ['{"triggers":[{"name":"t","type":"timer","config":"* * * * *"}]}', /triggers\.0\.config: needs seven fields/],
    [`{"triggers":[${timer},${timer}]}`, /triggers: a function has at most one timer/],
  ])('%s is refused, naming file and field', (config, message) => {
    putFunction('broken', config)
    expect(() => readFunctions(folder)).toThrow(message)
  })
})

describe('the plan', () => {
  test('shows every collection with permission and indexes, and every function with its settings', () => {
    const lines: string[] = []
    const aggregate = {
      ...collect,
      name: 'aggregate',
      timers: [{ name: 'tick', cron: '17 * * * * * *' }],
      openapi: ['x.send'],
    }
    printPlan('shop-1a2b', planFor([aggregate]), (line) => lines.push(line))
    const text = lines.join('\n')
    expect(text).toContain('plan for environment shop-1a2b')
    expect(text).toMatch(/minutes +ADMINONLY/)
    expect(text).toContain('index shard_minute (shard up, minute down)')
    expect(text).toMatch(/aggregate +Nodejs18\.15, 256 MB, 5 s/)
    expect(text).toContain('timer tick: 17 * * * * * *')
    expect(text).toContain('may call x.send')
    expect(text).toContain('secret: the salt of the user hashes')
  })

  test('makes collections before the functions that write to them', () => {
    expect(planFor([collect]).map((step) => step.kind)).toEqual([
      'account',
      'record',
      'collection',
      'document',
      'document',
      'migration',
      'maps',
      'maps',
      'function',
      'record',
    ])
  })

  test('of nothing built is refused', () => {
    expect(() => planFor([])).toThrow('npm run build')
  })

  test('has no collection that a phone may read', () => {
    expect(collections.filter(({ permission }) => permission !== 'ADMINONLY')).toEqual([])
    expect(new Set(collections.map(({ name }) => name)).size).toBe(collections.length)
  })
})

describe('what is written', () => {
  test('the first documents are what the core reads', () => {
    const settings: SettingsDocument = firstSettings({ salt: 's', claimHash: 'h' }, localTemplates)
    const store: StoreDocument = firstStore(5)
    const local = JSON.parse(readFileSync(join(__dirname, '../../database/templates.local.json'), 'utf8'))
    const used = Object.values(settings.templates).map((template) => ({
      id: template?.id,
      keys: Object.values(template?.keywords ?? {}),
    }))
    expect(used).toEqual(
      local.map((template: { id: string; keywords: object }) => ({
        id: template.id,
        keys: Object.keys(template.keywords),
      })),
    )
    expect(store.hours).toHaveLength(7)
    expect(store.createdAt).toBe(5)
  })

  test('an error that is not "exists" is not taken for one', async () => {
    const environment = environmentOf('shop-1a2b', credentials, {
      api: async () => ({}),
      addDocument: async () => ({}),
      putDocument: async () => ({}),
      readAfter: async () => [],
      removeWhere: async () => {},
      tcb: async () => '',
      createCollection: async () => {
        throw new Error('SIGN_PARAM_INVALID')
      },
    })
    await expect(environment.createCollection('minutes')).rejects.toThrow('SIGN_PARAM_INVALID')
  })

  test('without the account’s key it says where to get one', () => {
    expect(() => readCredentials({ TENCENTCLOUD_SECRETID: 'a' })).toThrow('TENCENTCLOUD_SECRETKEY are not set')
    expect(readCredentials({ TENCENTCLOUD_SECRETID: 'a', TENCENTCLOUD_SECRETKEY: 'b' })).toEqual({
      secretId: 'a',
      secretKey: 'b',
    })
  })
})

describe('the tcb command', () => {
  const fake = (code: string) => {
    const script = join(folder, 'tcb.js')
    writeFileSync(script, code)
    return script
  }

  test('is the one of @cloudbase/cli, and it starts', async () => {
    expect(await runTcb(['--version'], 'shop-1a2b', tcbScript())).toMatch(/\d+\.\d+\.\d+/)
  })

  test('gets its words, the environment, and no input to ask for', async () => {
    const script = fake(
      "process.stdin.on('end', () => console.log(process.argv.slice(2).join(' '), process.env.TCB_ENV)).resume()",
    )
    expect(await runTcb(['fn', 'deploy', 'collect'], 'shop-1a2b', script)).toBe('fn deploy collect shop-1a2b\n')
  })

  test('failing, its last words are the error', async () => {
    const script = fake("console.error('function is being updated'); process.exit(1)")
    await expect(runTcb(['fn', 'deploy'], 'shop-1a2b', script)).rejects.toThrow(
      'tcb fn deploy: function is being updated',
    )
  })
})

describe('Tencent Cloud’s API', () => {
  let server: Server
  let answer: object
  let asked: { headers: Record<string, unknown>; body: string } | undefined

  beforeEach(async () => {
    server = createServer(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      asked = { headers: request.headers, body }
      response.end(JSON.stringify({ Response: answer }))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterEach(() => new Promise((resolve) => server.close(resolve)))
  const call = () =>
    openCloudApi(credentials, 'ap-shanghai', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)(
      'tcb',
      'DescribeEnvs',
      { a: 1 },
    )

  test('is asked with action, version, region and a signature', async () => {
    answer = { EnvList: [] }
    expect(await call()).toEqual({ EnvList: [] })
    expect(asked?.body).toBe('{"a":1}')
    expect(asked?.headers).toMatchObject({
      'x-tc-action': 'DescribeEnvs',
      'x-tc-version': '2018-06-08',
      'x-tc-region': 'ap-shanghai',
      authorization: expect.stringMatching(/^TC3-HMAC-SHA256 Credential=id-1\/\d{4}-\d\d-\d\d\/tcb\/tc3_request, /),
    })
  })

  test('its refusals carry its code', async () => {
    answer = { Error: { Code: 'AuthFailure.SignatureExpire', Message: 'too late' } }
    await expect(call()).rejects.toThrow('DescribeEnvs: AuthFailure.SignatureExpire: too late')
  })

  test('is signed as its documentation’s own example is', () => {
    const body = '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}'
    const example = { secretId: 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE', secretKey: 'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE' }
    const headers = signedHeaders(
      { service: 'cvm', host: 'cvm.tencentcloudapi.com', body, at: 1_551_113_065_000 },
      example,
    )
    expect(headers.Authorization).toBe(
      'TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, ' +
        'SignedHeaders=content-type;host, Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168',
    )
  })
})

test('cloudbaserc.json says what the functions’ own config.json say', () => {
  putFunction('aggregate', `{"triggers":[${timer}],"timeout":20}`)
  const file = join(folder, 'cloudbaserc.json')
  expect(checkCloudbaserc(file, folder)).toMatchObject({ ok: false, text: expect.stringContaining('--write-config') })
  writeFileSync(file, cloudbasercText(readFunctions(folder)))
  expect(checkCloudbaserc(file, folder)).toEqual({ ok: true })
  const [written] = JSON.parse(readFileSync(file, 'utf8')).functions
  expect(written).toEqual({
    name: 'aggregate',
    handler: 'index.main',
    runtime: 'Nodejs18.15',
    timeout: 20,
    memorySize: 256,
    installDependency: false,
    triggers: [{ name: 'tick', type: 'timer', config: '17 * * * * * *' }],
  })
  putFunction('query', '{}')
  expect(checkCloudbaserc(file, folder)).toMatchObject({ ok: false })
})
