/** Other people's mini-programs with us put into them: they run, and their owner sees what their customers meet. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Browser } from 'playwright-core'
import { oneTimeCodes } from '../../adapters/oneTimeCodes'
import type { Answer } from '../../contract/answer'
import type { ResponsePage } from '../../contract/pages/response'
import type { Overview } from '../../contract/query'
import { monitorCollections } from '../../database/collections'
import { firstSettings, firstStore } from '../../database/seed/firstDocuments'
import { compileShell } from '../../localcloud/phone/compile'
import { launchBrowser } from '../../tools/browser'
import { buildAll } from '../../tools/build/build'
import { root } from '../../tools/paths'
import { insertAll } from '../../tools/start/insertAll'
import { cloudForTest, type TestCloud } from '../localcloud/cloudForTest'
import { APPS, type AppName, appNames, checkedOut, git, integrate, takeOutAgain } from '../tools/integrate/apps'
import { untilHolds } from './patience'
import { says } from './startedShop'

const SALT = 'salt'
const CODE = 'ABCD2345'
const NOON = Date.parse('2026-11-25T11:50:00+08:00')

/** What fails first in each app, as its owner reads it. */
const FAILS: Record<AppName, { metric: string; label: string; outcome: string }> = {
  plain: { metric: 'request', label: 'GET 127.0.0.1:9/api/menu', outcome: 'network' },
  typed: { metric: 'call', label: 'order.menu', outcome: 'server' },
  packaged: { metric: 'request', label: 'GET 127.0.0.1:9/dishes/:id', outcome: 'network' },
  tabbed: { metric: 'call', label: 'menu', outcome: 'server' },
  plugged: { metric: 'request', label: 'GET 127.0.0.1:9/bread', outcome: 'network' },
  taro: { metric: 'request', label: 'GET 127.0.0.1:9/rice', outcome: 'network' },
}

const folders: Partial<Record<AppName, string>> = {}
let shell: string
let browser: Browser
let cloud: TestCloud

beforeAll(async () => {
  const { problems } = await buildAll(undefined, ['functions', 'sdk', 'phone'])
  expect(problems).toEqual([])
  shell = mkdtempSync(join(tmpdir(), 'kandian-shells-'))
  const functionRoots = new Map<string, string>()
  for (const name of appNames) {
    const folder = checkedOut(name)
    folders[name] = folder
    const { record } = integrate(folder, '--store', name, ...APPS[name].words)
    await compileShell({ source: folder, outDir: join(shell, name), nodeModules: join(root, 'node_modules') })
    for (const path of Object.keys(record.created)) {
      const [, functionRoot] = /^(.*\/)collect\/index\.js$/.exec(path) ?? []
      if (functionRoot !== undefined) functionRoots.set(name, join(folder, functionRoot))
    }
  }
  // our functions are the same in all of them: one app brings them, two bring a function of their own
  for (const [name, theirFunction] of [
    ['typed', 'order'],
    ['tabbed', 'menu'],
  ] as const) {
    const from = join(functionRoots.get(name) as string, theirFunction)
    cpSync(from, join(shell, 'functions', theirFunction), { recursive: true })
  }
  cloud = await cloudForTest({
    functions: [functionRoots.get('plain') as string, join(shell, 'functions')],
    shell,
    now: NOON,
    collections: [...monitorCollections, { name: 'orders', permission: 'ADMINONLY', indexes: [] }],
  })
  const claimHash = oneTimeCodes.hash(CODE, SALT)
  await insertAll(cloud.database, 'settings', [firstSettings({ salt: SALT, claimHash })])
  await insertAll(
    cloud.database,
    'stores',
    appNames.map((name) => firstStore(NOON, { id: name, name, branch: '' })),
  )
  await cloud.call('the-owner', 'admin', { action: 'claim', code: CODE, name: '老板' })
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await cloud?.remove()
  rmSync(shell, { recursive: true, force: true })
  for (const folder of Object.values(folders)) rmSync(dirname(folder), { recursive: true, force: true })
})

const ask = async <T>(question: object): Promise<T> => {
  const { result } = await cloud.call('the-owner', 'query', question)
  const answer = result as Answer<T>
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value
}

test('each app opens its first page, and its first page view and first failure are on the owner’s page', async () => {
  for (const name of appNames) {
    const page = await browser.newPage({ viewport: { width: 375, height: 812 } })
    const faults: string[] = []
    page.on('pageerror', (fault) => faults.push(fault.message))
    const address = new URLSearchParams({ openid: `guest-of-${name}`, token: cloud.token })
    await page.goto(`${cloud.url}/shell/${name}/phone.html?${address}`)
    await says(page, /没连上|fail/)
    expect({ name, faults }).toEqual({ name, faults: [] })
    await page.evaluate(() => postMessage({ phone: 'hide' }, location.origin))
    // what a phone has under way when it is closed is lost
    await untilHolds(
      async () => cloud.database.find('batches', { 'batch.store': name }).total,
      (sent) => expect(sent).toBeGreaterThan(0),
    )
    await page.close()
  }
  await cloud.control('POST', 'clock', { advanceMs: 150_000 })
  for (const store of appNames) {
    const overview = await ask<Overview>({ kind: 'overview', store })
    expect(overview.steps.find(({ id }) => id === 'sdk')).toMatchObject({ done: true })
    const { apis } = await ask<ResponsePage>({ kind: 'response', store })
    const told = apis.flatMap(({ metric, label, outcomes }) =>
      outcomes.map(({ outcome }) => ({ metric, label, outcome })),
    )
    expect({ store, told }).toEqual({ store, told: expect.arrayContaining([FAILS[store]]) })
  }
})

test('taken out again, git sees no difference in any of them', () => {
  for (const name of appNames) {
    const folder = folders[name] as string
    expect(git(folder, 'status', '--porcelain')).not.toBe('')
    takeOutAgain(folder)
    expect(git(folder, 'status', '--porcelain')).toBe('')
    expect(git(folder, 'diff')).toBe('')
  }
})
