import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { oneTimeCodes } from '../../adapters/oneTimeCodes'
import type { Answer } from '../../contract/answer'
import { METRICS } from '../../contract/metrics'
import { outcomeCode } from '../../contract/outcomes'
import type { IncidentDocument } from '../../core/documents/incident'
import type { SettingsDocument } from '../../core/documents/settings'
import type { StoreDocument } from '../../core/documents/store'
import { type LocalCloud, startLocalCloud } from '../../localcloud/localCloud'
import { built } from '../../tools/build/freshness'
import { fakeSettings, fakeStore } from '../fakes/alertedShop'
import { emptyBatch, measured, NOON } from '../fakes/batches'

export const OWNER = 'openid-lan'
export const COLLEAGUE = 'openid-qiang'
export const MINUTE = 60_000

export interface Message {
  channel: 'subscribe' | 'robot' | 'webhook' | 'employee'
  to: string
  templateId: string
  values: Record<string, string>
  text?: string
  at: number
  outcome: string
}

/** A local cloud with the built functions, a shop of two people, and a clock that stands still. */
export interface AlertedCloud {
  cloud: LocalCloud
  folder: string
  control(method: string, path: string, body?: object): Promise<any>
  messages(channel: Message['channel']): Promise<Message[]>
  admin(openid: string, event: unknown): Promise<Answer<any>>
  stored<T>(collection: string): T[]
  /** the one opened last */
  incident(): IncidentDocument
  /** four customers pay in each of these minutes; all of them succeed or all fail */
  minutes(count: number, outcome: 'ok' | 'business'): Promise<void>
  close(): Promise<void>
}

/** @param functions folders beside the built ones, made by the test @param settings by what `GET account` answers */
export async function startAlertedCloud(
  settings: (account: Record<string, string>) => Partial<SettingsDocument>,
  functions: (folder: string) => string[] = () => [],
  { stores = [fakeStore], instances = 1 }: { stores?: StoreDocument[]; instances?: number } = {},
): Promise<AlertedCloud> {
  const folder = mkdtempSync(join(tmpdir(), 'kandian-alerted-'))
  const cloud = await startLocalCloud({
    folder: join(folder, 'data'),
    functions: [built('functions'), ...functions(folder)],
    now: NOON + 1000,
    frozen: true,
    instancesPerFunction: instances,
  })
  const control: AlertedCloud['control'] = async (method, path, body) => {
    const headers = { authorization: `Bearer ${cloud.token}`, 'content-type': 'application/json' }
    const request = body === undefined ? {} : { body: JSON.stringify(body) }
    return (await fetch(`${cloud.url}/_local/${path}`, { method, headers, ...request })).json()
  }
  const admin: AlertedCloud['admin'] = async (openid, event) =>
    (await cloud.call(openid, 'admin', event)).result as Answer<any>
  const stored = <T>(collection: string): T[] => cloud.database.find(collection).documents as T[]
  const document = {
    ...fakeSettings,
    claimHash: oneTimeCodes.hash('CLAIM-2345', fakeSettings.salt),
    ...settings(await control('GET', 'account')),
  }
  await insert(cloud, 'settings', [document])
  await insert(cloud, 'stores', stores)
  await admin(OWNER, { action: 'claim', code: 'CLAIM-2345', name: '兰姨' })
  const invitation = await admin(OWNER, { action: 'invite', role: 'manager' })
  await admin(COLLEAGUE, { action: 'join', code: invitation.ok ? invitation.value.code : '', name: '阿强' })
  return {
    cloud,
    folder,
    control,
    admin,
    stored,
    messages: async (channel) => (await control('GET', `messages?since=0&channel=${channel}`)).messages,
    incident: () => stored<IncidentDocument>('incidents').at(-1) as IncidentDocument,
    minutes: async (count, outcome) => {
      for (let minute = 0; minute < count; minute++) {
        await pay(cloud, outcome)
        await cloud.clock.advance(MINUTE)
      }
    },
    close: async () => {
      await cloud.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Puts documents into a collection as they are. */
export async function insert(cloud: LocalCloud, collectionName: string, documents: readonly object[]): Promise<void> {
  const data = documents.map((document) => JSON.stringify(document))
  await cloud.database.handle({ action: 'database.insertDocument', collectionName, data })
}

/** Four customers of a store pay. */
export async function pay(cloud: LocalCloud, outcome: 'ok' | 'business', store = fakeStore._id): Promise<void> {
  const now = cloud.clock.now()
  for (let customer = 0; customer < 4; customer++) {
    const session = `session${Math.floor(now / MINUTE)}n${customer}`
    const batch = emptyBatch(now, {
      session,
      store,
      ...measured(METRICS.pay.id, 'wechat', outcomeCode(outcome), 1, 900),
    })
    await cloud.call(`customer-${store}-${session}`, 'collect', { batch })
  }
}
