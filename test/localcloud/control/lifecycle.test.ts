import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { untilHolds } from '../../e2e/patience'
import { cloudForTest, refusalOf, START_MS } from '../cloudForTest'

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

describe('the life of a local cloud', () => {
  test('opened again on the same folder it has everything: documents, consents, messages, token, sessions, time', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kandian-'))
    try {
      const first = await cloudForTest({ folder })
      await first.call('o-a', 'ledger', { add: { text: 'kept' } })
      await first.subscribe('o-a', 'tmpl-critical', 'accept')
      await first.subscribe('o-a', 'tmpl-critical', 'accept')
      await first.call('o-a', 'sender', { message: messageTo('o-a') })
      await first.clock.advance(3_600_000)
      const session = first.login('o-a')
      await first.close()

      const second = await cloudForTest({ folder })
      expect(second.token).toBe(first.token)
      expect(second.login('o-a')).toBe(session)
      expect(second.clock.now()).toBe(START_MS + 3_600_000)
      expect(second.database.find('notes').documents).toMatchObject([{ text: 'kept' }])
      expect((await second.control('GET', 'messages')).json.messages).toMatchObject([
        { to: 'o-a', outcome: 'delivered' },
      ])
      expect((await second.control('GET', 'credits')).json.credits).toMatchObject([{ openid: 'o-a', credits: 1 }])
      expect((await second.call('o-a', 'sender', { message: messageTo('o-a') })).result).toMatchObject({ errCode: 0 })
      expect(statSync(join(folder, 'token')).mode & 0o077).toBe(0)
      await second.close()
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test('after close nothing listens and no instance runs, even one in the middle of a request', async () => {
    const cloud = await cloudForTest()
    const { pid } = (await cloud.call('o-a', 'who', {})).result as { pid: number }
    const waiting = refusalOf(cloud.call('o-a', 'who', { print: 'waiting', until: START_MS + 1 }))
    await untilHolds(
      async () => (await cloud.control('GET', 'logs')).json.logs,
      (logs) => expect(logs).toMatchObject([{ function: 'who', text: expect.stringMatching('waiting') }]),
    )
    await cloud.remove()
    expect((await waiting).errCode).toBe(-504002)
    expect(isAlive(pid)).toBe(false)
    await expect(fetch(`${cloud.url}/_local/clock`)).rejects.toThrow()
    expect(existsSync(cloud.folder)).toBe(false)
  })

  test('POST shutdown answers and then closes', async () => {
    const cloud = await cloudForTest()
    expect((await cloud.control('POST', 'shutdown')).status).toBe(200)
    await cloud.closed
    await expect(fetch(`${cloud.url}/_local/clock`)).rejects.toThrow()
    await cloud.remove()
  })

  test('a port in use is said so, with what to do, and leaves nothing behind', async () => {
    const cloud = await cloudForTest()
    try {
      await expect(cloudForTest({ port: cloud.port })).rejects.toThrow(`port ${cloud.port} is in use`)
    } finally {
      await cloud.remove()
    }
  })

  test('reset empties documents, messages, consents, faults, meter and log, and keeps the clock', async () => {
    const cloud = await cloudForTest()
    try {
      await cloud.call('o-a', 'ledger', { add: { n: 1 } })
      await cloud.call('o-a', 'unruly', { print: 'hello' })
      await cloud.subscribe('o-a', 'tmpl-critical', 'accept')
      await cloud.control('POST', 'faults', { match: { function: 'echo' }, effect: { drop: true } })
      await cloud.control('POST', 'reset')
      expect(cloud.database.find('notes').total).toBe(0)
      const state = await Promise.all(
        ['messages', 'credits', 'faults', 'logs'].map((path) => cloud.control('GET', path)),
      )
      expect(state.map(({ json }) => json)).toEqual([{ messages: [] }, { credits: [] }, { faults: [] }, { logs: [] }])
      expect((await cloud.control('GET', 'usage')).json).toMatchObject({ functionCalls: 0, points: 0, byFunction: {} })
      expect(cloud.clock.now()).toBe(START_MS)
    } finally {
      await cloud.remove()
    }
  })

  test('a templates file that is broken stops the start by its name', async () => {
    await expect(cloudForTest({ templates: '/no/such/templates.json' })).rejects.toThrow('/no/such/templates.json')
  })
})

const messageTo = (touser: string) => ({
  touser,
  templateId: 'tmpl-critical',
  page: 'pages/index',
  data: {
    thing1: { value: '店' },
    thing2: { value: '慢' },
    phrase3: { value: '严重' },
    thing4: { value: '近五分钟' },
    time5: { value: '2026年1月5日 11:00' },
  },
})
