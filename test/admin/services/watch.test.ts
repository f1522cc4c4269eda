import { isWaiting } from '../../../miniprogram/admin/services/acknowledging'
import { type Sight, type Watch, watchOverview } from '../../../miniprogram/admin/services/watch'
import { type FakeWx, installWx } from '../fakeWx'
import { acknowledged, at, incident, normal } from '../overviews'

const owner = { role: 'owner', name: '兰姨', stores: [{ id: 'wensan', name: '', branch: '' }], claimed: true }
const forbidden = { ok: false, error: { code: 'forbidden', message: '' } }

let wx: FakeWx
let sights: Sight[]
let watch: Watch
const last = (): Sight | undefined => sights.at(-1)
const settle = () => jest.advanceTimersByTimeAsync(0)
const actions = () => wx.calls.map(({ name, data }) => (name === 'query' ? 'query' : String(data.action)))
const goOffline = () => {
  const fail = () => {
    throw { errMsg: 'request:fail' }
  }
  wx.networkType = 'none'
  Object.assign(wx.functions, { query: fail, admin: fail })
}

beforeEach(() => {
  wx = installWx()
  jest.useFakeTimers({ now: at('12:02:20') })
  wx.functions.admin = () => ({ ok: true, value: owner })
  wx.functions.query = () => ({ ok: true, value: normal() })
  sights = []
  watch = watchOverview((sight) => sights.push(sight))
})
afterEach(() => {
  watch.stop()
  jest.useRealTimers()
})

test('the first visit: loading, then who it is, then the answer', async () => {
  watch.start()
  expect(sights).toEqual([{ kind: 'loading', slow: false }])
  await settle()
  expect(actions()).toEqual(['whoami', 'query'])
  expect(last()).toMatchObject({ kind: 'seen', situation: { online: true, failed: false, waiting: false } })
})

test('the next visit shows what is kept before any call, and asks only once', async () => {
  watch.start()
  await settle()
  watch.stop()
  sights = []
  wx.calls = []
  watch = watchOverview((sight) => sights.push(sight))
  watch.start()
  expect(last()).toMatchObject({ kind: 'seen' })
  await settle()
  expect(actions()).toEqual(['query'])
})

test('asks again every 20 s while seen, every 15 s in an incident, never while hidden', async () => {
  watch.start()
  await settle()
  await jest.advanceTimersByTimeAsync(40_000)
  expect(actions().filter((action) => action === 'query')).toHaveLength(3)
  wx.functions.query = () => ({ ok: true, value: incident() })
  await watch.refresh()
  await jest.advanceTimersByTimeAsync(30_000)
  expect(actions().filter((action) => action === 'query')).toHaveLength(6)
  watch.stop()
  await jest.advanceTimersByTimeAsync(60_000)
  expect(actions().filter((action) => action === 'query')).toHaveLength(6)
})

test('an answer that comes after the page has gone shows nothing', async () => {
  watch.start()
  watch.stop()
  sights = []
  await settle()
  expect(sights).toEqual([])
})

test('slow: after three seconds it says so', async () => {
  let answer: (value: unknown) => void = () => {}
  wx.functions.query = () => new Promise((resolve) => (answer = resolve))
  watch.start()
  await jest.advanceTimersByTimeAsync(2_999)
  expect(last()).toEqual({ kind: 'loading', slow: false })
  await jest.advanceTimersByTimeAsync(1)
  expect(last()).toEqual({ kind: 'loading', slow: true })
  answer({ ok: true, value: normal() })
  await settle()
  expect(last()).toMatchObject({ kind: 'seen' })
})

test('nothing kept and no answer: failed, with the network state', async () => {
  goOffline()
  watch.start()
  await settle()
  expect(last()).toMatchObject({ kind: 'failed', online: false, error: { code: 'unavailable' } })
})

test('an answer lost later leaves the old picture, marked', async () => {
  watch.start()
  await settle()
  goOffline()
  await watch.refresh()
  expect(last()).toMatchObject({ kind: 'seen', situation: { failed: true, online: false } })
})

test('the network coming back asks at once', async () => {
  watch.start()
  await settle()
  wx.network(false)
  expect(last()).toMatchObject({ kind: 'seen', situation: { online: false } })
  const before = wx.calls.length
  wx.network(true)
  await settle()
  expect(wx.calls).toHaveLength(before + 1)
})

test('somebody without a role is a stranger', async () => {
  wx.functions.admin = () => ({ ok: true, value: { ...owner, role: null, stores: [] } })
  watch.start()
  await settle()
  expect(last()).toEqual({ kind: 'stranger' })
})

test('somebody whose role was taken away becomes a stranger, and nothing stays in sight', async () => {
  watch.start()
  await settle()
  wx.functions.query = () => forbidden
  wx.functions.admin = () => ({ ok: true, value: { ...owner, role: null, stores: [] } })
  await watch.refresh()
  expect(last()).toEqual({ kind: 'stranger' })
  expect([...wx.stored.keys()]).not.toContain('kandian.admin.overview.wensan')
})

describe('我来处理', () => {
  const id = 'wensan:pay:29400970'
  beforeEach(async () => {
    wx.functions.query = () => ({ ok: true, value: incident() })
    watch.start()
    await settle()
  })

  test('shows who has it from the very answer, with the estimate of before', async () => {
    const taken = { ...acknowledged().incident!, lost: null }
    wx.functions.admin = () => ({ ok: true, value: { incident: taken } })
    expect(await watch.acknowledge()).toBeNull()
    expect(last()).toMatchObject({
      kind: 'seen',
      overview: { incident: { status: 'acknowledged', acknowledged: { by: '兰姨' }, lost: { fen: 27_520 } } },
    })
  })

  test('a refusal comes back with its code and changes nothing', async () => {
    wx.functions.admin = () => ({ ok: false, error: { code: 'conflict', message: '' } })
    expect(await watch.acknowledge()).toMatchObject({ code: 'conflict' })
    expect(last()).toMatchObject({ overview: { incident: { status: 'open' } }, situation: { waiting: false } })
  })

  test('without a network it is kept, shown as waiting, and sent when there is one', async () => {
    goOffline()
    expect(await watch.acknowledge()).toBeNull()
    expect(last()).toMatchObject({ situation: { waiting: true } })
    expect(isWaiting(id)).toBe(true)

    wx.networkType = 'wifi'
    wx.calls = []
    wx.functions.admin = () => ({ ok: true, value: { incident: acknowledged().incident } })
    wx.functions.query = () => ({ ok: true, value: acknowledged() })
    wx.network(true)
    await settle()
    expect(wx.calls.map(({ data }) => data)).toEqual([
      { action: 'acknowledge', incident: id },
      { kind: 'overview', store: 'wensan' },
    ])
    expect(isWaiting(id)).toBe(false)
    expect(last()).toMatchObject({ overview: { incident: { status: 'acknowledged' } }, situation: { waiting: false } })
  })

  test('after two hours it is no longer sent', async () => {
    goOffline()
    await watch.acknowledge()
    watch.stop()
    jest.setSystemTime(Date.now() + 2 * 3_600_000)
    wx.calls = []
    wx.functions.query = () => ({ ok: true, value: { ...normal(), now: Date.now() } })
    wx.functions.admin = () => ({ ok: true, value: owner })
    watch.start()
    await settle()
    expect(actions()).toEqual(['query'])
  })
})
