import { cloudForTest, START_MS, type TestCloud } from '../cloudForTest'

describe('who a function is called by', () => {
  let cloud: TestCloud
  beforeAll(async () => {
    cloud = await cloudForTest({ instancesPerFunction: 2 })
  })
  afterAll(() => cloud.remove())

  const who = async (openid: string, event: object = {}) => (await cloud.call(openid, 'who', event)).result as any

  test('forty people at once each see themselves only, before and after waiting', async () => {
    const people = Array.from({ length: 40 }, (_, index) => `o-person-${index}`)
    const answers = await Promise.all(people.map((openid) => who(openid, { waitMs: 5 })))
    expect(answers.map((answer) => answer.OPENID)).toEqual(people)
    expect(answers.every((answer) => answer.same && answer.SOURCE === 'wx_client')).toBe(true)
    expect(new Set(answers.map((answer) => answer.pid)).size).toBeLessThanOrEqual(2)
  })

  test('a timer on a warm instance sees no openid of the person before it', async () => {
    const before = await who('o-person-before')
    const timer = (await cloud.runTimer('who')).result as any
    expect(timer).toMatchObject({ SOURCE: 'wx_trigger' })
    expect(timer.OPENID).toBeUndefined()
    expect(timer.userInfo).toBeUndefined()
    const pids = (await Promise.all([who('o-a', { waitMs: 20 }), who('o-b', { waitMs: 20 })])).map(
      (answer) => answer.pid,
    )
    expect(pids).toEqual(expect.arrayContaining([before.pid, timer.pid]))
  })

  test('userInfo is written by the platform over what the phone sent', async () => {
    const answer = await who('o-real', { userInfo: { openId: 'o-forged', appId: 'wxforged' } })
    expect(answer.userInfo).toEqual({ openId: 'o-real', appId: answer.APPID })
  })

  test.each([
    ['a person', (c: TestCloud) => c.call('o-a', 'caller', {}), 'wx_client', 'wx_client,scf'],
    ['a timer', (c: TestCloud) => c.runTimer('caller'), 'wx_trigger', 'wx_trigger,scf'],
  ])('a function called by a function of %s sees the chain and no openid', async (_name, run, mine, inner) => {
    const { result } = (await run(cloud)) as any
    expect(result).toMatchObject({ mine, result: { SOURCE: inner } })
    expect(result.result.OPENID).toBeUndefined()
  })

  test('HTTP access is told apart from a phone', async () => {
    const { json } = await cloud.control('POST', 'http', { function: 'who', method: 'get', path: '/a?b=1' })
    expect(json.result).toMatchObject({ SOURCE: 'wx_http' })
    expect(json.result.OPENID).toBeUndefined()
  })

  test('a function called by a function of HTTP access, of a push, of a payment: the chain begins there', async () => {
    const { json } = await cloud.control('POST', 'http', { function: 'caller' })
    expect(json.result).toMatchObject({ mine: 'wx_http', result: { SOURCE: 'wx_http,scf' } })
    const twice = (await cloud.call('o-a', 'caller', { name: 'caller' })).result as any
    expect(twice.result).toMatchObject({ mine: 'wx_client,scf', result: { SOURCE: 'wx_client,scf,scf' } })
  })

  test('a function lives in virtual time, an instance of its own process', async () => {
    const answer = await who('o-a')
    expect(answer.now).toBe(START_MS)
    expect(answer.pid).not.toBe(process.pid)
  })
})
