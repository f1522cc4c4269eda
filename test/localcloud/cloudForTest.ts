import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../localcloud/localCloud'

export const FIXTURES = join(__dirname, '..', 'fixtures', 'functions')

/** Monday, 5 January 2026, 11:00 in Shanghai. */
export const START_MS = Date.UTC(2026, 0, 5, 3, 0, 0)

const COLLECTIONS = ['notes', 'ticks', 'moods', 'notices', 'pushes']

export interface TestCloud extends LocalCloud {
  folder: string
  troubles: string[]
  /** One call of the control API with the token: its status and its JSON. */
  control(method: string, path: string, body?: unknown): Promise<{ status: number; json: any }>
  /** Closes it and removes its folder. */
  remove(): Promise<void>
}

/** A local cloud with the fixture functions and a frozen clock, in a folder of its own. */
export async function cloudForTest(options: Partial<LocalCloudOptions> = {}): Promise<TestCloud> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'kandian-'))
  const troubles: string[] = []
  const cloud = await startLocalCloud({
    folder,
    functions: [FIXTURES],
    now: START_MS,
    frozen: true,
    collections: COLLECTIONS.map((name) => ({ name, permission: 'ADMINONLY' as const, indexes: [] })),
    onTrouble: (message) => troubles.push(message),
    ...options,
  })
  return {
    ...cloud,
    folder,
    troubles,
    control: (method, path, body) => controlCall(cloud, method, path, body),
    remove: async () => {
      await cloud.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function controlCall(cloud: LocalCloud, method: string, path: string, body?: unknown) {
  const response = await fetch(`${cloud.url}/_local/${path}`, {
    method,
    headers: { authorization: `Bearer ${cloud.token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: response.status, json: (await response.json()) as any }
}

/** The rejection of a call, in the phone's words. */
export const refusalOf = (call: Promise<unknown>): Promise<{ errCode: number; errMsg: string }> =>
  call.then(
    (value) => Promise.reject(new Error(`expected a refusal, got ${JSON.stringify(value)}`)),
    (error) => error as { errCode: number; errMsg: string },
  )
