import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { oneTimeCodes } from '../../adapters/oneTimeCodes'
import { hashOpenid } from '../../adapters/openidHash'
import type { Answer } from '../../contract/answer'
import { METRICS } from '../../contract/metrics'
import { outcomeCode } from '../../contract/outcomes'
import type { CreditDocument } from '../../core/documents/credit'
import type { IncidentDocument } from '../../core/documents/incident'
import { type LocalCloud, startLocalCloud } from '../../localcloud/localCloud'
import { built } from '../../tools/build/freshness'
import { CRITICAL, fakeSettings, fakeStore } from '../fakes/alertedShop'
import { emptyBatch, measured, NOON } from '../fakes/batches'

const OWNER = 'openid-lan'
const COLLEAGUE = 'openid-qiang'
const MINUTE = 60_000
const settings = { ...fakeSettings, claimHash: oneTimeCodes.hash('CLAIM-2345', fakeSettings.salt) }

let cloud: LocalCloud
let folder: string

const stored = <T>(collection: string): T[] => cloud.database.find(collection).documents as T[]
const incidents = () => stored<IncidentDocument>('incidents')

async function control(method: string, path: string, body?: object): Promise<any> {
  const headers = { authorization: `Bearer ${cloud.token}`, 'content-type': 'application/json' }
  const request = body === undefined ? {} : { body: JSON.stringify(body) }
  return (await fetch(`${cloud.url}/_local/${path}`, { method, headers, ...request })).json()
}

interface Message {
  to: string
  templateId: string
  page: string
  values: Record<string, string>
  at: number
  outcome: string
}
const messages = async (): Promise<Message[]> => (await control('GET', 'messages?since=0')).messages

const admin = async (openid: string, event: unknown): Promise<Answer<any>> =>
  (await cloud.call(openid, 'admin', event)).result as Answer<any>

/** Four customers pay in this minute, each on their own phone; all of them succeed or all fail. */
async function pay(outcome: 'ok' | 'business'): Promise<void> {
  const minute = cloud.clock.now()
  for (let customer = 0; customer < 4; customer++) {
    const session = `session${Math.floor(minute / MINUTE)}n${customer}`
    const batch = emptyBatch(minute, { session, ...measured(METRICS.pay.id, 'wechat', outcomeCode(outcome), 1, 900) })
    const { result } = await cloud.call(`customer-${session}`, 'collect', { batch })
    expect(result).toMatchObject({ ok: true })
  }
}

async function minutes(count: number, outcome: 'ok' | 'business'): Promise<void> {
  for (let minute = 0; minute < count; minute++) {
    await pay(outcome)
    await cloud.clock.advance(MINUTE)
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kandian-alerting-'))
  cloud = await startLocalCloud({
    folder,
    functions: [built('functions')],
    now: NOON + 1000,
    frozen: true,
    instancesPerFunction: 1,
  })
  for (const [collectionName, document] of Object.entries({ settings, stores: fakeStore })) {
    await cloud.database.handle({ action: 'database.insertDocument', collectionName, data: [JSON.stringify(document)] })
  }
})

afterAll(async () => {
  await cloud.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('from a broken payment to a message, through the built functions', () => {
  it('the first owner claims the shop with the one-time code, and invites a colleague', async () => {
    expect(await admin(OWNER, { action: 'whoami' })).toMatchObject({ value: { role: null, claimed: false } })
    const claim = { action: 'claim', code: 'CLAIM-2345', name: '兰姨' }
    expect(await admin(OWNER, claim)).toEqual({ ok: true, value: { role: 'owner' } })
    expect(await admin('openid-stranger', claim)).toMatchObject({ ok: false, error: { code: 'claim_invalid' } })
    const invitation = await admin(OWNER, { action: 'invite', role: 'staff' })
    const { code } = invitation.ok ? invitation.value : { code: '' }
    expect(await admin(COLLEAGUE, { action: 'join', code, name: '阿强' })).toEqual({
      ok: true,
      value: { role: 'staff' },
    })
    expect(stored('staff')).toMatchObject([{ _id: hashOpenid(OWNER, settings.salt), order: 1 }, { order: 2 }])
    expect(stored<{ action: string }>('accessLog').map(({ action }) => action)).toEqual(['claim', 'invite', 'join'])
  })

  it('each tap on the consent sheet is one message in the ledger', async () => {
    await cloud.subscribe(OWNER, CRITICAL, 'accept')
    await cloud.subscribe(OWNER, CRITICAL, 'accept')
    await cloud.subscribe(OWNER, CRITICAL, 'reject')
    await cloud.subscribe(COLLEAGUE, CRITICAL, 'accept')
    await cloud.subscribe('customer-1', CRITICAL, 'accept')
    expect(stored<CreditDocument>('credits').map(({ granted, spent }) => [granted, spent])).toEqual([
      [2, 0],
      [1, 0],
    ])
  })

  it('tells the owner within four minutes, once, with values WeChat takes', async () => {
    await minutes(4, 'ok')
    expect(incidents()).toEqual([])
    const brokenAt = cloud.clock.now()
    await minutes(4, 'business')
    expect(incidents()).toMatchObject([
      { store: 's1', area: 'ordering', severity: 'crit', status: 'open', title: '顾客付不了款' },
    ])
    expect(await messages()).toMatchObject([{ to: OWNER, templateId: CRITICAL, outcome: 'delivered' }])
    const [message] = await messages()
    expect(message?.at).toBeLessThan(brokenAt + 4 * MINUTE)
    expect(message?.values).toMatchObject({ thing1: '兰姨牛肉面 文三路店', thing2: '顾客付不了款', phrase3: '严重' })
    expect(message?.page).toBe(`admin/incident/incident?id=${encodeURIComponent(incidents()[0]?._id ?? '')}`)
    expect(stored<CreditDocument>('credits')[0]).toMatchObject({ granted: 2, spent: 1, reserved: {} })
  })

  it('doubled timers send nothing twice', async () => {
    await Promise.all([cloud.runTimer('aggregate'), cloud.runTimer('watchdog')])
    await cloud.runTimer('aggregate')
    expect(await messages()).toHaveLength(1)
  })

  it('a stranger cannot take the incident; the owner takes it, and nobody else is told', async () => {
    const acknowledge = { action: 'acknowledge', incident: incidents()[0]?._id }
    expect(await admin('openid-stranger', acknowledge)).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    expect(await admin(OWNER, acknowledge)).toMatchObject({ ok: true, value: { incident: { status: 'acknowledged' } } })
    await minutes(6, 'business')
    expect(await messages()).toHaveLength(1)
  })

  it('resolves when payments work again', async () => {
    await minutes(8, 'ok')
    expect(incidents()).toMatchObject([{ status: 'resolved', acknowledged: { by: '兰姨' } }])
    expect(await messages()).toHaveLength(1)
  })

  it('that comes back within half an hour waits for somebody to take it before anybody is told again', async () => {
    await minutes(5, 'business')
    expect(incidents()).toMatchObject([{ status: 'resolved' }, { status: 'open', hold: { reason: 'again' } }])
    expect(await messages()).toHaveLength(1)
  })

  it('tells the next one on call when WeChat refuses the first', async () => {
    const match = { api: 'subscribeMessage.send' }
    await control('POST', 'faults', { match, effect: { errCode: 43101 }, times: 1 })
    await minutes(5, 'business')
    expect((await messages()).map(({ to, outcome }) => [to, outcome])).toEqual([
      [OWNER, 'delivered'],
      [OWNER, 'refused'],
      [COLLEAGUE, 'delivered'],
    ])
    expect(stored<CreditDocument>('credits')[0]).toMatchObject({ granted: 0, spent: 0 })
  })
})

describe('whoever is not WeChat', () => {
  it('cannot push consents', async () => {
    const before = stored('credits')
    const List = { TemplateId: CRITICAL, SubscribeStatusString: 'accept' }
    const push = { FromUserName: OWNER, CreateTime: 1, MsgType: 'event', Event: 'subscribe_msg_popup_event', List }
    expect((await cloud.call(OWNER, 'events', push)).result).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    expect(stored('credits')).toEqual(before)
  })

  it('cannot start the watchdog', async () => {
    const event = { Type: 'Timer', TriggerName: 'everyTenMinutes' }
    expect((await cloud.call(OWNER, 'watchdog', event)).result).toMatchObject({
      ok: false,
      error: { code: 'not_a_timer' },
    })
  })
})
