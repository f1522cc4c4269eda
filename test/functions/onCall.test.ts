/** From an outage nobody takes to the group, the webhook and the shop's own remedy, through the built functions. */
import { createHmac } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NoticeDocument } from '../../core/documents/notice'
import { CRITICAL, fakeSettings, NORMAL } from '../fakes/alertedShop'
import { type AlertedCloud, COLLEAGUE, MINUTE, OWNER, startAlertedCloud } from './alertedCloud'

jest.setTimeout(240_000)

const DIGEST = 'tmpl-digest'
const SECRETS = ['secret-of-this-week', 'secret-of-last-week']

let shop: AlertedCloud
let kitchenLog: string

const incident = () => shop.incident()
const messages: AlertedCloud['messages'] = (channel) => shop.messages(channel)
const admin: AlertedCloud['admin'] = (openid, event) => shop.admin(openid, event)
const minutes: AlertedCloud['minutes'] = (count, outcome) => shop.minutes(count, outcome)
const stored = <T>(collection: string): T[] => shop.stored<T>(collection)
const kitchen = (): { action: string; kandian: { run: string; undo: boolean } }[] =>
  existsSync(kitchenLog)
    ? readFileSync(kitchenLog, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : []

/** A function of the shop's own that writes down what it is told. */
function writeKitchen(folder: string): string[] {
  kitchenLog = join(folder, 'kitchen.log')
  mkdirSync(join(folder, 'functions', 'kitchen'), { recursive: true })
  const append = `require('node:fs').appendFileSync(${JSON.stringify(kitchenLog)}, JSON.stringify(event) + '\\n')`
  const code = `exports.main = async (event) => { ${append}; return { ok: true } }`
  writeFileSync(join(folder, 'functions', 'kitchen', 'index.js'), code)
  return [join(folder, 'functions')]
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
  const normal = fakeSettings.templates.normal as NonNullable<typeof fakeSettings.templates.normal>
  shop = await startAlertedCloud(
    ({ robotUrl = '', webhookUrl = '' }) => ({
      templates: { ...fakeSettings.templates, digest: { ...normal, id: DIGEST } },
      channels: {
        robot: { url: robotUrl, mentions: [] },
        webhook: { url: webhookUrl, secrets: SECRETS },
        allowLoopback: true,
      },
      mitigations: [pause],
    }),
    writeKitchen,
  )
  for (const openid of [OWNER, COLLEAGUE]) await shop.cloud.subscribe(openid, CRITICAL, 'accept')
  await shop.cloud.subscribe(OWNER, DIGEST, 'accept')
  await shop.cloud.subscribe(OWNER, NORMAL, 'accept')
})

afterAll(() => shop.close())

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
    const from = shop.cloud.clock.now()
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
    await shop.cloud.clock.advance(10 * MINUTE)
    const sent = (await messages('subscribe')).at(-1)
    expect(sent).toMatchObject({ to: OWNER, templateId: NORMAL, outcome: 'delivered' })
    expect(sent?.values).toMatchObject({ thing2: '试一条', phrase3: '测试' })
  })

  it('tells the owner at nine how yesterday went, once', async () => {
    await shop.cloud.clock.set(Date.parse('2026-11-26T08:57:00+08:00'))
    await shop.cloud.clock.advance(20 * MINUTE)
    const reports = (await messages('subscribe')).filter(({ templateId }) => templateId === DIGEST)
    expect(reports).toMatchObject([{ to: OWNER, outcome: 'delivered' }])
    expect(reports[0]?.values).toMatchObject({ thing2: '昨天 0 单，实收 ¥0', thing4: '出过 1 次事' })
    expect(new Date(reports[0]?.at ?? 0).toISOString()).toMatch(/^2026-11-26T01:0/)
    expect(stored<NoticeDocument>('notices').filter(({ kind }) => kind === 'report')).toMatchObject([{ nextAt: null }])
  })

  it('cannot be started by a phone', async () => {
    expect((await shop.cloud.call(OWNER, 'report', {})).result).toMatchObject({
      ok: false,
      error: { code: 'not_a_timer' },
    })
  })
})
