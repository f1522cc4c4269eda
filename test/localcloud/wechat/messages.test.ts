import { cloudForTest, START_MS, type TestCloud } from '../cloudForTest'

const VALUES = {
  thing1: { value: '老王面馆' },
  thing2: { value: '付款失败变多' },
  phrase3: { value: '严重' },
  thing4: { value: '近5分钟3位顾客' },
  time5: { value: '2026年1月5日 11:00' },
}
const messageTo = (touser: string, more: object = {}) => ({
  touser,
  templateId: 'tmpl-critical',
  page: 'admin/incident/index?id=1',
  data: VALUES,
  ...more,
})

describe('subscription messages of the fake WeChat', () => {
  let cloud: TestCloud
  beforeAll(async () => {
    cloud = await cloudForTest()
  })
  beforeEach(async () => {
    await cloud.control('POST', 'reset')
  })
  afterAll(() => cloud.remove())

  const send = async (message: object) => (await cloud.call('o-shop', 'sender', { message })).result as any
  const messages = async () => (await cloud.control('GET', 'messages')).json.messages as any[]
  const pushes = async () =>
    (await cloud.control('GET', 'collections/pushes')).json.documents.map((each: any) => each.event)

  test('one accept is one message: it arrives with its values, the next is refused with 43101', async () => {
    await cloud.subscribe('o-staff', 'tmpl-critical', 'accept')
    expect(await send(messageTo('o-staff'))).toMatchObject({ errCode: 0 })
    expect(await send(messageTo('o-staff'))).toMatchObject({ errCode: 43101 })
    const [delivered, refused] = await messages()
    expect(delivered).toMatchObject({
      channel: 'subscribe',
      to: 'o-staff',
      templateId: 'tmpl-critical',
      title: '门店紧急异常提醒',
      page: 'admin/incident/index?id=1',
      values: { thing1: '老王面馆', thing2: '付款失败变多', phrase3: '严重' },
      at: START_MS,
      outcome: 'delivered',
    })
    expect(refused).toMatchObject({ outcome: 'refused', errCode: 43101 })
  })

  test('accepts add up, a rejection takes none away, and each template counts for itself', async () => {
    for (const result of ['accept', 'accept', 'reject'] as const)
      await cloud.subscribe('o-staff', 'tmpl-critical', result)
    expect((await cloud.control('GET', 'credits')).json.credits).toEqual([
      { openid: 'o-staff', templateId: 'tmpl-critical', credits: 2, banned: false, off: false },
    ])
    expect(await send(messageTo('o-staff', { templateId: 'tmpl-normal' }))).toMatchObject({ errCode: 43101 })
    expect(await send(messageTo('o-other'))).toMatchObject({ errCode: 43101 })
    expect(await send(messageTo('o-staff'))).toMatchObject({ errCode: 0 })
    expect(await send(messageTo('o-staff'))).toMatchObject({ errCode: 0 })
    expect(await send(messageTo('o-staff'))).toMatchObject({ errCode: 43101 })
  })

  test('a ban refuses with 43107 whatever was granted before', async () => {
    await cloud.subscribe('o-staff', 'tmpl-critical', 'accept')
    await cloud.subscribe('o-staff', 'tmpl-critical', 'ban')
    expect(await send(messageTo('o-staff'))).toMatchObject({ errCode: 43107 })
  })

  test('a template switched off in WeChat’s settings takes nothing until it is on again; credits stay', async () => {
    await cloud.subscribe('o-staff', 'tmpl-critical', 'accept')
    const settings = (result: string) =>
      cloud.control('POST', 'subscribe', { openid: 'o-staff', templateId: 'tmpl-critical', result, at: 'settings' })
    expect((await settings('reject')).json).toEqual({ credits: 1, banned: false, off: true })
    expect(await send(messageTo('o-staff'))).toMatchObject({ errCode: 43101 })
    expect((await settings('accept')).json).toEqual({ credits: 1, banned: false, off: false })
    expect(await send(messageTo('o-staff'))).toMatchObject({ errCode: 0 })
    const changes = (await pushes()).filter((each: any) => each.Event === 'subscribe_msg_change_event')
    expect(changes.map((each: any) => each.List)).toEqual(
      expect.arrayContaining([
        { TemplateId: 'tmpl-critical', SubscribeStatusString: 'reject' },
        { TemplateId: 'tmpl-critical', SubscribeStatusString: 'accept' },
      ]),
    )
    expect((await settings('ban')).json.error).toMatchObject({ field: 'result' })
  })

  test('the day’s quota refuses with 45009 until it is midnight in Shanghai', async () => {
    await cloud.control('POST', 'quotas', { messagesPerDay: 2 })
    for (let tap = 0; tap < 3; tap++) await cloud.subscribe('o-staff', 'tmpl-critical', 'accept')
    const codes = []
    for (let sent = 0; sent < 3; sent++) codes.push((await send(messageTo('o-staff'))).errCode)
    expect(codes).toEqual([0, 0, 45009])
    cloud.clock.set(Date.UTC(2026, 0, 5, 15, 59, 59))
    expect(await send(messageTo('o-staff'))).toMatchObject({ errCode: 45009 })
    cloud.clock.set(Date.UTC(2026, 0, 5, 16, 0, 0))
    expect(await send(messageTo('o-staff'))).toMatchObject({ errCode: 0 })
    cloud.clock.set(START_MS)
  })

  test('two sends to one person at once: the second is refused with 43108; two people at once are fine', async () => {
    for (const openid of ['o-a', 'o-a', 'o-b']) await cloud.subscribe(openid, 'tmpl-critical', 'accept')
    // A warm instance sends all three within the time that one takes.
    await send(messageTo('o-nobody'))
    const { result } = await cloud.call('o-shop', 'sender', {
      atOnce: [messageTo('o-a'), messageTo('o-a'), messageTo('o-b')],
    })
    expect((result as any[]).map((each) => each.errCode).sort()).toEqual([0, 0, 43108])
  })

  test.each([
    ['an unknown template', { templateId: 'tmpl-nothing' }, 40037],
    ['an empty openid', { touser: '' }, 40003],
    ['a web address as page', { page: 'https://example.com' }, 41030],
  ])('%s is refused', async (_name, more, errCode) => {
    await cloud.subscribe('o-staff', 'tmpl-critical', 'accept')
    expect(await send(messageTo('o-staff', more))).toMatchObject({ errCode })
    expect((await cloud.control('GET', 'credits')).json.credits).toMatchObject([{ credits: 1 }])
  })

  test.each([
    ['a thing of 21 characters', 'thing4', '长'.repeat(21)],
    ['an empty value', 'thing2', ''],
    ['a newline', 'thing4', '一\n二'],
    ['a phrase with letters', 'phrase3', 'high'],
    ['a phrase of six characters', 'phrase3', '非常非常严重'],
    ['a time that is none', 'time5', '刚才'],
  ])('%s is refused with 47003 naming the field', async (_name, key, value) => {
    await cloud.subscribe('o-staff', 'tmpl-critical', 'accept')
    const reply = await send(messageTo('o-staff', { data: { ...VALUES, [key]: { value } } }))
    expect(reply).toMatchObject({ errCode: 47003, errMsg: expect.stringContaining(`data.${key}.value`) })
  })

  test('a missing keyword is refused with 47003', async () => {
    await cloud.subscribe('o-staff', 'tmpl-critical', 'accept')
    const { time5: _left, ...data } = VALUES
    expect(await send(messageTo('o-staff', { data }))).toMatchObject({
      errCode: 47003,
      errMsg: expect.stringContaining('time5'),
    })
  })

  test('an API that config.json does not declare fails with -604101, one we do not have by its name', async () => {
    const call = async (api: string[]) => (await cloud.call('o-shop', 'sender', { api })).result as any
    expect(await call(['security', 'msgSecCheck'])).toMatchObject({ errCode: -604101 })
    expect(await call(['wxacode', 'get'])).toMatchObject({ errMsg: expect.stringContaining('wxacode.get') })
  })

  test.each([43101, 45009, -1])(
    'a fault makes WeChat answer %p, nothing is delivered and no credit spent',
    async (errCode) => {
      await cloud.subscribe('o-staff', 'tmpl-critical', 'accept')
      await cloud.control('POST', 'faults', { match: { api: 'subscribeMessage.send' }, effect: { errCode }, times: 1 })
      expect(await send(messageTo('o-staff'))).toMatchObject({ errCode })
      expect(await messages()).toMatchObject([{ outcome: 'refused', errCode }])
      expect(await send(messageTo('o-staff'))).toMatchObject({ errCode: 0 })
    },
  )

  test('a lost reply: the message arrived though the function hears an error', async () => {
    await cloud.subscribe('o-staff', 'tmpl-critical', 'accept')
    await cloud.control('POST', 'faults', {
      match: { api: 'subscribeMessage.send' },
      effect: { loseReply: true },
      times: 1,
    })
    const reply = await send(messageTo('o-staff'))
    expect(reply.errCode).not.toBe(0)
    expect(await messages()).toMatchObject([{ to: 'o-staff', outcome: 'delivered' }])
  })

  test('messages can be asked for from a time on', async () => {
    await cloud.subscribe('o-staff', 'tmpl-critical', 'accept')
    await send(messageTo('o-staff'))
    expect((await cloud.control('GET', `messages?since=${START_MS}`)).json.messages).toHaveLength(1)
    expect((await cloud.control('GET', `messages?since=${START_MS + 1}`)).json.messages).toHaveLength(0)
  })

  test('the events function hears of the answer and of the delivery, one item bare and several as an array', async () => {
    await cloud.subscribe('o-staff', 'tmpl-critical', 'accept')
    const session = cloud.login('o-chef')
    await fetch(`${cloud.url}/_phone/subscribe`, {
      method: 'POST',
      headers: { 'x-session': session },
      body: JSON.stringify({ templateIds: ['tmpl-critical', 'tmpl-digest'] }),
    })
    await send(messageTo('o-staff'))
    await cloud.clock.advance(0)
    const events: any[] = await pushes()
    const one = events.find((each) => each.FromUserName === 'o-staff' && each.Event.includes('popup'))
    const several = events.find((each) => each.FromUserName === 'o-chef')
    const sent = events.find((each) => each.Event === 'subscribe_msg_sent_event')
    expect(one).toMatchObject({
      FromUserName: 'o-staff',
      MsgType: 'event',
      Event: 'subscribe_msg_popup_event',
      CreateTime: START_MS / 1000,
      List: { TemplateId: 'tmpl-critical', SubscribeStatusString: 'accept' },
    })
    expect(several.List.map((item: any) => item.TemplateId)).toEqual(['tmpl-critical', 'tmpl-digest'])
    expect(sent).toMatchObject({
      Event: 'subscribe_msg_sent_event',
      List: { TemplateId: 'tmpl-critical', ErrorCode: '0', MsgID: (await messages())[0].id },
    })
  })

  test('taps while the clock stands still are told apart by their CreateTime', async () => {
    for (let tap = 0; tap < 3; tap++) await cloud.subscribe('o-staff', 'tmpl-critical', 'accept')
    const seconds = (await pushes()).map((each: any) => each.CreateTime - START_MS / 1000)
    expect(seconds.sort()).toEqual([0, 1, 2])
  })

  test('a push is no phone’s call: its SOURCE is another, its openid the person’s', async () => {
    await cloud.subscribe('o-staff', 'tmpl-critical', 'reject')
    await cloud.call('o-forger', 'events', {
      MsgType: 'event',
      Event: 'subscribe_msg_popup_event',
      FromUserName: 'o-staff',
    })
    const { documents } = (await cloud.control('GET', 'collections/pushes')).json
    expect(documents).toHaveLength(2)
    expect(documents).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ source: 'wx_unknown', openid: 'o-staff' }),
        expect.objectContaining({ source: 'wx_client', openid: 'o-forger' }),
      ]),
    )
  })

  test('any other push goes to the events function as it is', async () => {
    await cloud.control('POST', 'events', {
      MsgType: 'event',
      Event: 'user_enter_tempsession',
      FromUserName: 'o-a',
      Extra: 1,
    })
    expect(await pushes()).toMatchObject([{ Event: 'user_enter_tempsession', Extra: 1 }])
  })
})
