import { cloudForTest, START_MS, type TestCloud } from '../cloudForTest'

const VALUES = {
  thing1: { value: '老王面馆' },
  thing2: { value: '付款失败变多' },
  phrase3: { value: '严重' },
  thing4: { value: '近5分钟3位顾客' },
  time5: { value: '2026年1月5日 11:00' },
}

describe('servers outside the cloud, played on loopback', () => {
  let cloud: TestCloud
  let account: Record<string, string>
  beforeAll(async () => {
    cloud = await cloudForTest({ functions: [] })
    account = (await cloud.control('GET', 'account')).json
  })
  beforeEach(async () => {
    await cloud.control('POST', 'reset')
    cloud.clock.set(START_MS)
  })
  afterAll(() => cloud.remove())

  const post = async (url: string, body: unknown, headers: Record<string, string> = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const response = await fetch(url, { method: 'POST', headers, body: text })
    return { status: response.status, json: (await response.json()) as any }
  }
  const messages = async (channel: string) =>
    (await cloud.control('GET', `messages?channel=${channel}`)).json.messages as any[]
  const fault = (api: string, effect: object) => cloud.control('POST', 'faults', { match: { api }, effect, times: 1 })

  describe('a WeCom robot', () => {
    const say = async (content: string, key = 'group-1', msgtype = 'text') =>
      post(`${cloud.url}/wecom/cgi-bin/webhook/send?key=${key}`, { msgtype, [msgtype]: { content } })

    test('says what it is told, and that is kept', async () => {
      expect(await post(account.robotUrl as string, { msgtype: 'text', text: { content: '付款失败' } })).toEqual({
        status: 200,
        json: { errcode: 0, errmsg: 'ok' },
      })
      expect(await messages('robot')).toMatchObject([
        { channel: 'robot', to: 'local', title: 'text', text: '付款失败', at: START_MS, outcome: 'delivered' },
      ])
    })

    test('takes twenty messages in a minute of the virtual clock, each robot for itself', async () => {
      const codes = []
      for (let message = 0; message < 21; message++) codes.push((await say('x')).json.errcode)
      expect(codes).toEqual([...Array(20).fill(0), 45009])
      expect((await say('x', 'group-2')).json.errcode).toBe(0)
      await cloud.clock.advance(59_999)
      expect((await say('x')).json.errcode).toBe(45009)
      await cloud.clock.advance(1)
      expect((await say('x')).json.errcode).toBe(0)
      expect((await messages('robot')).filter((each) => each.outcome === 'refused')).toHaveLength(2)
    })

    test.each([
      ['a text of 2,048 bytes', 'text', `${'字'.repeat(682)}xx`, 0],
      ['a text of 2,049 bytes', 'text', '字'.repeat(683), 40058],
      ['a markdown of 4,096 bytes', 'markdown', 'x'.repeat(4096), 0],
      ['a markdown of 4,097 bytes', 'markdown', 'x'.repeat(4097), 40058],
      ['an empty text', 'text', '', 44004],
      ['another kind of message', 'toString', 'x', 40008],
    ])('%s ends with errcode under HTTP 200', async (_name, msgtype, content, errcode) => {
      expect(await say(content, 'group-1', msgtype)).toMatchObject({ status: 200, json: { errcode } })
    })

    test('without a key or with a body that is no JSON it is refused', async () => {
      expect((await say('x', '')).json.errcode).toBe(93000)
      expect((await post(account.robotUrl as string, 'hello')).json.errcode).toBe(40008)
    })

    test('a fault makes it busy, cuts the line before or after', async () => {
      await fault('robot.send', { errCode: -1 })
      expect((await say('busy')).json.errcode).toBe(-1)
      await fault('robot.send', { drop: true })
      await expect(say('dropped')).rejects.toThrow()
      await fault('robot.send', { loseReply: true })
      await expect(say('lost')).rejects.toThrow()
      expect((await messages('robot')).map((each) => [each.text, each.outcome])).toEqual([
        ['busy', 'refused'],
        ['lost', 'delivered'],
      ])
    })
  })

  describe('a webhook', () => {
    test('is kept as it came, with its x- headers', async () => {
      const body = '{"title":"付款失败","n":1}'
      expect((await post(account.webhookUrl as string, body, { 'x-id': 'a-1', authorization: 'no' })).status).toBe(200)
      expect(await messages('webhook')).toMatchObject([
        { to: '/webhook/local', text: body, values: { 'x-id': 'a-1' }, outcome: 'delivered', at: START_MS },
      ])
    })

    test('answers the status that a fault wants', async () => {
      await fault('webhook', { errCode: 503 })
      expect((await post(account.webhookUrl as string, '{}')).status).toBe(503)
      expect(await messages('webhook')).toMatchObject([{ outcome: 'refused', errCode: 503 }])
    })

    test('takes at most 64 KB, and other addresses are not there', async () => {
      expect((await post(account.webhookUrl as string, 'x'.repeat(65 * 1024))).status).toBe(413)
      expect((await post(`${cloud.url}/wechat/nothing`, '{}')).status).toBe(404)
      expect((await post(`${cloud.url}/wechat/constructor`, '{}')).status).toBe(404)
      expect(await messages('webhook')).toEqual([])
    })
  })

  describe('an employee message', () => {
    const token = async () => (await (await fetch(account.tokenUrl as string)).json()) as any
    const bind = (more: object) => cloud.control('POST', 'employees', { openid: 'o-cook', ...more })
    const message = (more: object = {}) => ({
      ...{ touser: 'o-cook', template_id: 'tmpl-critical', page: 'pages/index' },
      data: JSON.stringify({ data: VALUES }),
      ...more,
    })
    const send = async (more: object = {}, accessToken?: string) => {
      const access = accessToken ?? (await token()).access_token
      return (await post(`${account.employeeSendUrl}?access_token=${access}`, message(more))).json.errcode
    }

    test('reaches who is bound and has subscribed, as often as wanted', async () => {
      await bind({ bound: true, templateId: 'tmpl-critical' })
      expect([await send(), await send({ data: JSON.stringify(VALUES) })]).toEqual([0, 0])
      expect(await messages('employee')).toMatchObject([
        { channel: 'employee', to: 'o-cook', title: '门店紧急异常提醒', values: { phrase3: '严重' } },
        { outcome: 'delivered' },
      ])
    })

    test('is refused to who is not bound, or has not subscribed, or no longer', async () => {
      expect(await send()).toBe(40256)
      await bind({ bound: true })
      expect(await send()).toBe(50001)
      await bind({ templateId: 'tmpl-critical' })
      expect(await send()).toBe(0)
      await bind({ templateId: 'tmpl-critical', result: 'reject' })
      expect(await send()).toBe(50001)
      const access = (await token()).access_token
      const unbind = `${cloud.url}/wechat/wxa/business/unbinduserb2cauthinfo?access_token=${access}`
      expect((await post(unbind, { openid_list: ['o-cook'] })).json.errcode).toBe(0)
      expect((await post(unbind, { openid_list: [] })).json.errcode).toBe(40097)
      expect(await send()).toBe(40256)
    })

    test.each([
      ['data that is an object', { data: { data: VALUES } }, 40097],
      ['data that is no JSON', { data: 'hello' }, 40097],
      ['a value too long', { data: JSON.stringify({ ...VALUES, thing1: { value: '长'.repeat(21) } }) }, 40097],
      ['an unknown template', { template_id: 'none' }, 40097],
      ['no page', { page: '' }, 40097],
      ['no openid', { touser: '' }, 40257],
    ])('with %s is refused', async (_name, more, errcode) => {
      await bind({ bound: true, templateId: 'tmpl-critical' })
      expect(await send(more)).toBe(errcode)
    })

    test('needs an access token that is good: two hours of the virtual clock', async () => {
      await bind({ bound: true, templateId: 'tmpl-critical' })
      const { access_token, expires_in } = await token()
      expect(expires_in).toBe(7200)
      expect(await send({}, 'guessed')).toBe(40001)
      cloud.clock.set(START_MS + 7_199_999)
      expect(await send({}, access_token)).toBe(0)
      cloud.clock.set(START_MS + 7_200_000)
      expect(await send({}, access_token)).toBe(42001)
    })

    test.each([
      ['secret=wrong', 40125],
      ['appid=wx1', 40013],
      ['grant_type=password', 40002],
    ])('no token for %s', async (change, errcode) => {
      const url = new URL(account.tokenUrl as string)
      const [name = '', value = ''] = change.split('=')
      url.searchParams.set(name, value)
      expect(await (await fetch(url)).json()).toMatchObject({ errcode })
      const stable = await post(`${cloud.url}/wechat/cgi-bin/stable_token`, Object.fromEntries(url.searchParams))
      expect(stable.json).toMatchObject({ errcode })
    })

    test('relations outlive a restart', async () => {
      await bind({ bound: true, templateId: 'tmpl-critical' })
      const { folder } = cloud
      await cloud.close()
      cloud = await cloudForTest({ functions: [], folder })
      account = (await cloud.control('GET', 'account')).json
      expect((await cloud.control('GET', 'employees')).json).toEqual({
        employees: [{ openid: 'o-cook', templateIds: ['tmpl-critical'] }],
      })
      expect(await send()).toBe(0)
    })
  })
})
