/** From an outage nobody takes to the group, the webhook and the shop's own remedy, through the built functions. */
import { createHmac } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { oneTimeCodes } from '../../adapters/oneTimeCodes'
import type { Answer } from '../../contract/answer'
import { METRICS } from '../../contract/metrics'
import { outcomeCode } from '../../contract/outcomes'
import type { IncidentDocument, NoticeDocument, SettingsDocument } from '../../core/documents'
import { type LocalCloud, startLocalCloud } from '../../localcloud/localCloud'
import { CRITICAL, fakeSettings, fakeStore, NORMAL } from '../fakes/alertedShop'
import { emptyBatch, measured, NOON } from '../fakes/batches'

jest.setTimeout(240_000)

const OWNER = 'openid-lan'
const COLLEAGUE = 'openid-qiang'
const DIGEST = 'tmpl-digest'
const MINUTE = 60_000
const SECRETS = ['secret-of-this-week', 'secret-of-last-week']

let cloud: LocalCloud
let folder: string
let kitchenLog: string

interface Message {
  channel: 'subscribe' | 'robot' | 'webhook'
  to: string
  templateId: string
  values: Record<string, string>
  text?: string
  at: number
  outcome: string
}

const stored = <T>(collection: string): T[] => cloud.database.find(collection).documents as T[]
const incident = (): IncidentDocument => stored<IncidentDocument>('incidents').at(-1) as IncidentDocument

async function control(method: string, path: string, body?: object): Promise<any> {
  const headers = { authorization: `Bearer ${cloud.token}`, 'content-type': 'application/json' }
  const request = body === undefined ? {} : { body: JSON.stringify(body) }
  return (await fetch(`${cloud.url}/_local/${path}`, { method, headers, ...request })).json()
}
const messages = async (channel: Message['channel']): Promise<Message[]> =>
  (await control('GET', `messages?since=0&channel=${channel}`)).messages
const admin = async (openid: string, event: unknown): Promise<Answer<any>> =>
  (await cloud.call(openid, 'admin', event)).result as Answer<any>
const kitchen = (): { action: string; kandian: { run: string; undo: boolean } }[] =>
  existsSync(kitchenLog)
    ? readFileSync(kitchenLog, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : []

async function minutes(count: number, outcome: 'ok' | 'business'): Promise<void> {
  for (let minute = 0; minute < count; minute++) {
    const now = cloud.clock.now()
    for (let customer = 0; customer < 4; customer++) {
      const session = `session${Math.floor(now / MINUTE)}n${customer}`
      const batch = emptyBatch(now, { session, ...measured(METRICS.pay.id, 'wechat', outcomeCode(outcome), 1, 900) })
      await cloud.call(`customer-${session}`, 'collect', { batch })
    }
    await cloud.clock.advance(MINUTE)
  }
}

/** A function of the shop's own that writes down what it is told. */
function writeKitchen(functions: string): void {
  mkdirSync(join(functions, 'kitchen'), { recursive: true })
  const append = `require('node:fs').appendFileSync(${JSON.stringify(kitchenLog)}, JSON.stringify(event) + '\\n')`
  writeFileSync(
    join(functions, 'kitchen', 'index.js'),
    `exports.main = async (event) => { ${append}; return { ok: true } }`,
  )
}

const pause = {
  id: 'pause',
  name: '暂停接单',
  note: '最后一招',
  function: 'kitchen',
  event: { action: 'pause' },
  undoEvent: { action: 'resume' },
  undoAfterMinutes: 3,
  role: 'manager' as const,
  stores: [],
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kandian-oncall-'))
  kitchenLog = join(folder, 'kitchen.log')
  const own = join(folder, 'functions')
  writeKitchen(own)
  cloud = await startLocalCloud({
    folder: join(folder, 'data'),
    functions: [join(__dirname, '../../dist/cloudfunctions'), own],
    now: NOON + 1000,
    frozen: true,
    instancesPerFunction: 1,
  })
  const { robotUrl, webhookUrl } = await control('GET', 'account')
  const normal = fakeSettings.templates.normal as NonNullable<typeof fakeSettings.templates.normal>
  const settings: SettingsDocument = {
    ...fakeSettings,
    claimHash: oneTimeCodes.hash('CLAIM-2345', fakeSettings.salt),
    templates: { ...fakeSettings.templates, digest: { ...normal, id: DIGEST } },
    channels: {
      robot: { url: robotUrl, mentions: [] },
      webhook: { url: webhookUrl, secrets: SECRETS },
      allowLoopback: true,
    },
    mitigations: [pause],
  }
  for (const [collectionName, document] of Object.entries({ settings, stores: fakeStore })) {
    await cloud.database.handle({ action: 'database.insertDocument', collectionName, data: [JSON.stringify(document)] })
  }
  await admin(OWNER, { action: 'claim', code: 'CLAIM-2345', name: '兰姨' })
  const invitation = await admin(OWNER, { action: 'invite', role: 'manager' })
  await admin(COLLEAGUE, { action: 'join', code: invitation.ok ? invitation.value.code : '', name: '阿强' })
  for (const openid of [OWNER, COLLEAGUE]) await cloud.subscribe(openid, CRITICAL, 'accept')
  await cloud.subscribe(OWNER, DIGEST, 'accept')
  await cloud.subscribe(OWNER, NORMAL, 'accept')
})

afterAll(async () => {
  await cloud.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('an outage that nobody takes', () => {
  it('under a silence tells nobody, and says on the page why', async () => {
    const silence = { action: 'silence', store: 's1', area: null, upTo: 'crit', minutes: 60, reason: '换收银机' }
    expect(await admin(COLLEAGUE, silence)).toMatchObject({ ok: true })
    await minutes(3, 'ok')
    await minutes(5, 'business')
    expect(incident()).toMatchObject({ status: 'open', severity: 'crit', hold: { reason: 'silence' } })
    expect([await messages('subscribe'), await messages('robot'), await messages('webhook')]).toEqual([[], [], []])
  })

  it('when the silence is taken back goes to both people, the group and the webhook, in this order', async () => {
    const [silence] = stored<{ _id: string }>('silences')
    await admin(OWNER, { action: 'unsilence', silence: silence?._id })
    const from = cloud.clock.now()
    await minutes(17, 'business')
    const all = [...(await messages('subscribe')), ...(await messages('robot')), ...(await messages('webhook'))]
    const steps = all.map(({ channel, to, at }) => [
      channel === 'subscribe' ? to : channel,
      Math.floor((at - from) / MINUTE),
    ])
    expect(steps).toEqual([
      [OWNER, 0],
      [COLLEAGUE, 5],
      ['robot', 10],
      ['webhook', 15],
    ])
    expect((await messages('robot'))[0]?.text).toMatch(
      /^【严重】兰姨牛肉面 文三路店：顾客付不了款\n.+\n\d\d:\d\d 开始，没人接手$/,
    )
  })

  it('the webhook can check by either secret who it is from', async () => {
    const [hook] = await messages('webhook')
    const { 'x-timestamp': timestamp, 'x-signature': signature = '', 'x-id': id = '' } = hook?.values ?? {}
    const mac = (secret: string) => createHmac('sha256', secret).update(`${timestamp}.${hook?.text}`).digest('hex')
    expect(signature.split(',')).toEqual(SECRETS.map((secret) => `sha256=${mac(secret)}`))
    const body = JSON.parse(hook?.text ?? '')
    expect(body).toMatchObject({
      id: decodeURIComponent(id),
      incident: incident()._id,
      severity: 'crit',
      status: 'open',
    })
    expect(hook?.text).not.toContain('openid')
  })

  it('is stopped by an action of the shop, which takes the incident and undoes itself after its time', async () => {
    const mitigate = { action: 'mitigate', incident: incident()._id, mitigation: 'pause' }
    expect(await admin('openid-stranger', mitigate)).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    const ran = await admin(COLLEAGUE, mitigate)
    expect(ran).toMatchObject({ ok: true, value: { incident: { status: 'acknowledged' } } })
    const run = ran.ok ? ran.value.run : ''
    expect(kitchen()).toEqual([{ action: 'pause', kandian: { run, undo: false } }])
    await minutes(2, 'business')
    expect(kitchen()).toHaveLength(1)
    await minutes(2, 'business')
    expect(kitchen()[1]).toEqual({ action: 'resume', kandian: { run, undo: true } })
    await minutes(2, 'business')
    expect(kitchen()).toHaveLength(2)
    const log = stored<{ action: string; subject: string }>('accessLog').filter(({ action }) => action === 'mitigate')
    expect(log).toMatchObject([{ subject: `${incident()._id}:pause` }])
  })

  it('tells the group, and nobody twice, when it is over', async () => {
    await minutes(10, 'ok')
    expect(incident()).toMatchObject({ status: 'resolved', nextAt: null })
    expect((await messages('robot')).map(({ text }) => text?.slice(0, 4))).toEqual(['【严重】', '【恢复】'])
    expect(await messages('subscribe')).toHaveLength(2)
  })
})

describe('the function report', () => {
  it('sends a test message to who asked for one', async () => {
    await admin(OWNER, { action: 'test', store: 's1' })
    await cloud.clock.advance(5 * MINUTE)
    const sent = (await messages('subscribe')).at(-1)
    expect(sent).toMatchObject({ to: OWNER, templateId: NORMAL, outcome: 'delivered' })
    expect(sent?.values).toMatchObject({ thing2: '试一条', phrase3: '测试' })
  })

  it('tells the owner at nine how yesterday went, once', async () => {
    await cloud.clock.set(Date.parse('2026-11-26T08:57:00+08:00'))
    await cloud.clock.advance(20 * MINUTE)
    const reports = (await messages('subscribe')).filter(({ templateId }) => templateId === DIGEST)
    expect(reports).toMatchObject([{ to: OWNER, outcome: 'delivered' }])
    expect(reports[0]?.values).toMatchObject({ thing2: '昨天 0 单，实收 ¥0', thing4: '出过 1 次事' })
    expect(new Date(reports[0]?.at ?? 0).toISOString()).toMatch(/^2026-11-26T01:0/)
    expect(stored<NoticeDocument>('notices').filter(({ kind }) => kind === 'report')).toMatchObject([{ nextAt: null }])
  })

  it('cannot be started by a phone', async () => {
    expect((await cloud.call(OWNER, 'report', {})).result).toMatchObject({ ok: false, error: { code: 'not_a_timer' } })
  })
})
