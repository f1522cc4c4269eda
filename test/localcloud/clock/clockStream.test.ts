import { get, type IncomingMessage } from 'node:http'
import { cloudForTest, START_MS, type TestCloud } from '../cloudForTest'

interface Message {
  now: number
  frozen: boolean
  run?: number
}

describe('phones on the virtual clock', () => {
  let cloud: TestCloud
  const open: IncomingMessage[] = []
  beforeAll(async () => {
    cloud = await cloudForTest({ functions: [] })
  })
  afterAll(async () => {
    for (const stream of open) stream.destroy()
    await cloud.remove()
  })

  /** A phone that listens to the clock; `onMessage` is called for every reading. */
  const listen = (session: string, onMessage: (message: Message) => void) =>
    new Promise<void>((resolve) => {
      get(`${cloud.url}/_local/clock/stream?token=${cloud.token}&session=${session}`, (response) => {
        open.push(response)
        response.on('data', (chunk: Buffer) => {
          for (const line of chunk.toString().split('\n')) {
            if (line.startsWith('data: ')) onMessage(JSON.parse(line.slice(6)))
          }
          resolve()
        })
      })
    })
  const say = (session: string, body: object) =>
    fetch(`${cloud.url}/_phone/clock`, {
      method: 'POST',
      headers: { 'x-session': session },
      body: JSON.stringify(body),
    })

  test('an advance stops where a phone’s timer is due and waits until it has run', async () => {
    const session = cloud.login('o-phone')
    const turns: number[] = []
    const due = START_MS + 5000
    await listen(session, (message) => {
      if (message.run === undefined) return
      turns.push(message.now)
      const nextDue = turns.length < 3 ? message.now + 1000 : null
      setTimeout(() => void say(session, { nextDue, ran: message.run }), 20)
    })
    await say(session, { nextDue: due })
    let orderAt = 0
    cloud.clock.schedule(due + 1500, () => {
      orderAt = turns.length
    })
    await cloud.clock.advance(10_000)
    expect(turns).toEqual([due, due + 1000, due + 2000])
    expect(orderAt).toBe(2)
    expect(cloud.clock.now()).toBe(START_MS + 10_000)
  })

  test('a phone that has gone away does not hold the clock up', async () => {
    const session = cloud.login('o-gone')
    await say(session, { nextDue: cloud.clock.now() + 10 })
    const startedMs = performance.now()
    await cloud.clock.advance(100)
    expect(performance.now() - startedMs).toBeLessThan(1000)
  })

  test('a phone that listens and never answers is left behind after two seconds', async () => {
    const session = cloud.login('o-stuck')
    await listen(session, () => {})
    await say(session, { nextDue: cloud.clock.now() + 10 })
    const startedMs = performance.now()
    await cloud.clock.advance(100)
    expect(performance.now() - startedMs).toBeGreaterThan(1900)
    expect(performance.now() - startedMs).toBeLessThan(5000)
  })

  test('changes are told at once', async () => {
    const readings: Message[] = []
    await listen(cloud.login('o-watcher'), (message) => readings.push(message))
    cloud.clock.resume()
    cloud.clock.freeze()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(readings.map((each) => each.frozen)).toEqual([true, false, true])
  })
})
