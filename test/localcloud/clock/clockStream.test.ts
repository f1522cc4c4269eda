import { get, type IncomingMessage, type ServerResponse } from 'node:http'
import { createClock } from '../../../localcloud/clock/clock'
import { ClockStream } from '../../../localcloud/clock/clockStream'
import { untilHolds } from '../../e2e/patience'
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
  const listen = (session: string, onMessage: (message: Message) => void, tab = '') =>
    new Promise<void>((resolve) => {
      get(`${cloud.url}/_local/clock/stream?token=${cloud.token}&session=${session}&tab=${tab}`, (response) => {
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
      if (message.now >= due) turns.push(message.now)
      const nextDue = [due, due + 1000, due + 2000][turns.length] ?? null
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

  test('an advance first hears which timers phones have set that they have not told of yet', async () => {
    const due = cloud.clock.now() + 3000
    const turns: number[] = []
    const session = cloud.login('o-busy')
    await listen(session, ({ now, run }) => {
      if (run === undefined) return
      turns.push(now)
      setTimeout(() => void say(session, { nextDue: now < due ? due : null, ran: run }), 20)
    })
    const begun = cloud.clock.now()
    await cloud.clock.advance(10_000)
    expect(turns).toEqual([begun, due])
  })

  test('two phones of one person each have their own turns', async () => {
    const session = cloud.login('o-twice')
    const from = cloud.clock.now()
    const due: Record<string, number> = { left: from + 1000, right: from + 2000 }
    const turns: [string, number][] = []
    for (const tab of ['left', 'right'])
      await listen(
        session,
        ({ now, run }) => {
          if (run === undefined) return
          if (now > from) turns.push([tab, now - from])
          void say(session, { nextDue: now < (due[tab] as number) ? due[tab] : null, tab, ran: run })
        },
        tab,
      )
    await cloud.clock.advance(10_000)
    expect(turns).toEqual([
      ['left', 1000],
      ['right', 2000],
    ])
  })

  test('a phone that goes away in its turn does not hold the clock up', async () => {
    const session = cloud.login('o-gone')
    await listen(session, ({ run }) => void (run !== undefined && open.at(-1)?.destroy()))
    await say(session, { nextDue: cloud.clock.now() + 10 })
    const from = cloud.clock.now()
    await cloud.clock.advance(100)
    expect(cloud.clock.now()).toBe(from + 100)
  })

  test('changes are told at once', async () => {
    const readings: Message[] = []
    await listen(cloud.login('o-watcher'), (message) => readings.push(message))
    cloud.clock.resume()
    cloud.clock.freeze()
    await untilHolds(
      // the same may be told again, by a heartbeat
      async () => readings.map(({ frozen }) => frozen).filter((frozen, at, all) => frozen !== all[at - 1]),
      (frozen) => expect(frozen).toEqual([true, false, true]),
    )
  })
})

test('a phone that listens and does not answer is waited for once, and again when it speaks', async () => {
  const clock = createClock({ now: START_MS, frozen: true })
  const stream = new ClockStream(clock, 20)
  const turns: number[] = []
  const response = { writeHead: () => {}, on: () => {}, end: () => {}, write: (line: string) => hear(line) }
  const hear = (line: string) => {
    const { run } = JSON.parse(line.slice('data: '.length)) as Message
    if (run !== undefined) turns.push(run)
  }
  const stuck = { session: 'o-stuck', tab: '' }
  stream.open(response as unknown as ServerResponse, stuck)
  for (let minute = 0; minute < 3; minute++) await clock.advance(60_000)
  expect(turns).toHaveLength(1)
  stream.phoneSays(stuck, null, turns[0])
  await clock.advance(60_000)
  expect(turns).toHaveLength(2)
  stream.close()
  clock.close()
})
