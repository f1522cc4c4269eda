import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../../tools/paths'

const NOW = '2026-11-18T11:50:00+08:00'
const running = new Set<ChildProcess>()
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-'))
})
afterEach(async () => {
  const alive = [...running].filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
  const gone = alive.map((child) => new Promise((resolve) => child.once('exit', resolve)))
  for (const child of alive) child.kill('SIGKILL')
  await Promise.all(gone)
  running.clear()
  rmSync(folder, { recursive: true, force: true })
})

interface Started {
  url: string
  call<T>(method: string, path: string, body?: object): Promise<T>
  /** @returns exit code, after a Ctrl-C */
  stop(): Promise<number | null>
}

interface Ended {
  code: number | null
  out: string
  err: string
}

function spawnStart(words: string[]): { child: ChildProcess; ended: Promise<Ended>; out: () => string } {
  const command = ['--import', 'tsx', join(root, 'tools/start/main.ts'), '--data', folder, '--no-open', ...words]
  const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  let [out, err] = ['', '']
  child.stdout?.on('data', (text) => {
    out += text
  })
  child.stderr?.on('data', (text) => {
    err += text
  })
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, out, err })))
  return { child, ended, out: () => out }
}

async function start(...words: string[]): Promise<Started> {
  const { child, ended, out } = spawnStart(['--token', 'test-token', ...words])
  const ready = new Promise<void>((resolve) => {
    child.stdout?.on('data', () => {
      if (out().includes('\n')) resolve()
    })
  })
  const early = ended.then(({ err }) => Promise.reject(new Error(`it ended before it was ready: ${err}`)))
  await Promise.race([ready, early])
  early.catch(() => {})
  const url = /^ready (http:\/\/127\.0\.0\.1:\d+)\/\?token=test-token\n$/.exec(out())?.[1] as string
  return {
    url,
    async call(method, path, body) {
      const headers = { authorization: 'Bearer test-token', 'content-type': 'application/json' }
      const request = body ? { method, headers, body: JSON.stringify(body) } : { method, headers }
      return (await fetch(`${url}/_local/${path}`, request)).json() as never
    },
    async stop() {
      child.kill('SIGINT')
      return (await ended).code
    },
  }
}

type Documents<T> = { documents: T[]; total: number }

test('a shop with staff and customers; stopped and started again nothing is lost', async () => {
  const first = await start('--now', NOW, '--no-history')
  expect(first.url).toMatch(/^http/)
  const staff = await first.call<Documents<{ name: string; role: string }>>('GET', 'collections/staff')
  expect(staff.documents.map(({ name, role }) => `${name} ${role}`).sort()).toEqual(
    ['兰姨 owner', '阿强 manager', '小周 staff'].sort(),
  )
  expect(await first.call('GET', 'usage')).toMatchObject({ functionCalls: 0, dbCalls: 0 })
  await first.call('POST', 'clock', { advanceMs: 120_000 })
  expect(await first.call('GET', 'crowd')).toMatchObject({ level: 'usual' })
  const orders = await first.call<Documents<object>>('GET', 'collections/orders?limit=1')
  expect(orders.total).toBeGreaterThan(0)
  expect(await first.stop()).toBe(0)

  const again = await start('--now', NOW, '--no-history', '--no-crowd')
  expect((await again.call<Documents<object>>('GET', 'collections/orders?limit=1')).total).toBe(orders.total)
  expect((await again.call<Documents<object>>('GET', 'collections/staff')).total).toBe(3)
  expect(await again.call('GET', 'clock')).toMatchObject({ frozen: true, now: Date.parse(NOW) + 120_000 })
  expect(await again.call('GET', 'crowd')).toMatchObject({ error: { code: 'not_found' } })
  expect(await again.stop()).toBe(0)
})

test('the level of the crowd is one of four', async () => {
  const shop = await start('--now', NOW, '--no-history')
  expect(await shop.call('POST', 'crowd', { level: 'packed' })).toMatchObject({ level: 'packed' })
  expect(await shop.call('POST', 'crowd', { level: 'huge' })).toMatchObject({ error: { field: 'level' } })
  await shop.stop()
})

describe('what cannot be started says so, and ends with 1', () => {
  test('an unknown option', async () => {
    const { code, err, out } = await spawnStart(['--fast']).ended
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('there is no option --fast')
  })

  test('a port in use', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const { code, err } = await spawnStart(['--port', String(port), '--now', NOW]).ended
    server.close()
    expect(code).toBe(1)
    expect(err).toMatch(new RegExp(`${port}.*use|use.*${port}`))
  })

  test('a broken data folder', async () => {
    mkdirSync(join(folder, 'database'))
    for (const name of ['cloud.db', 'data.db', 'database.db', 'kandian.db', 'store.db'])
      writeFileSync(join(folder, 'database', name), 'this is no database, it is a shopping list'.repeat(100))
    const { code, err } = await spawnStart(['--now', NOW]).ended
    expect(code).toBe(1)
    expect(err).not.toContain('at Object')
    expect(err.length).toBeLessThan(600)
  })
})
