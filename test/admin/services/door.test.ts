import { enterWithCode } from '../../../miniprogram/admin/services/entering'
import { admin, query } from '../../../miniprogram/admin/services/kandian'
import { freshOverview, keptOverview } from '../../../miniprogram/admin/services/overviewSource'
import { askWhoami, keptPerson, storeOf } from '../../../miniprogram/admin/services/person'
import { serverNow } from '../../../miniprogram/admin/services/serverClock'
import { topUp } from '../../../miniprogram/admin/services/topUp'
import { type FakeWx, installWx } from '../fakeWx'
import { at, normal } from '../overviews'

let wx: FakeWx
beforeEach(() => {
  wx = installWx()
  jest.useFakeTimers({ now: at('12:00:00') })
})
afterEach(() => jest.useRealTimers())

describe('the one door', () => {
  test('the same question twice at once is one call, and both get the answer', async () => {
    wx.functions.query = () => ({ ok: true, value: normal() })
    const [one, two] = await Promise.all([
      query({ kind: 'overview', store: 'wensan' }),
      query({ kind: 'overview', store: 'wensan' }),
    ])
    expect(wx.calls).toHaveLength(1)
    expect(one).toEqual(two)
    await query({ kind: 'overview', store: 'wensan' })
    expect(wx.calls).toHaveLength(2)
  })

  test('another store is another question', async () => {
    wx.functions.query = () => ({ ok: true, value: normal() })
    await Promise.all([query({ kind: 'overview', store: 'wensan' }), query({ kind: 'overview', store: 'xixi' })])
    expect(wx.calls.map(({ data }) => data.store)).toEqual(['wensan', 'xixi'])
  })

  test('a refusal keeps its code', async () => {
    wx.functions.admin = () => ({ ok: false, error: { code: 'claim_invalid', message: 'used', field: 'code' } })
    expect(await admin({ action: 'claim', code: 'X', name: '兰姨' })).toEqual({
      ok: false,
      error: { code: 'claim_invalid', message: 'used', field: 'code', errCode: null },
    })
  })

  test("WeChat's own failure is 'unavailable' with its number, never a rejection", async () => {
    wx.functions.admin = () => {
      throw { errCode: -501002, errMsg: 'cloud.callFunction:fail' }
    }
    expect(await admin({ action: 'whoami' })).toEqual({
      ok: false,
      error: { code: 'unavailable', message: 'cloud.callFunction:fail', errCode: -501002 },
    })
  })
})

describe('the overview on this phone', () => {
  test('is kept for the next visit and sets the clock', async () => {
    wx.functions.query = () => ({ ok: true, value: normal() })
    await freshOverview('wensan')
    expect(keptOverview('wensan')).toEqual(normal())
    expect(serverNow()).toBe(at('12:02:20'))
    jest.setSystemTime(at('12:00:10'))
    expect(serverNow()).toBe(at('12:02:30'))
  })

  test('is wiped when the cloud says that this person may not see it', async () => {
    wx.functions.query = () => ({ ok: true, value: normal() })
    await freshOverview('wensan')
    wx.functions.query = () => ({ ok: false, error: { code: 'forbidden', message: '' } })
    await freshOverview('wensan')
    expect(keptOverview('wensan')).toBeNull()
  })

  test('stays when there is just no answer', async () => {
    wx.functions.query = () => ({ ok: true, value: normal() })
    await freshOverview('wensan')
    wx.functions.query = () => {
      throw { errMsg: 'timeout' }
    }
    await freshOverview('wensan')
    expect(keptOverview('wensan')).not.toBeNull()
  })

  test('an unreadable store of the phone counts as nothing', () => {
    wx.stored.set('kandian.admin.overview.wensan', '{"half')
    expect(keptOverview('wensan')).toBeNull()
  })
})

describe('who this is', () => {
  const owner = { role: 'owner', name: '兰姨', stores: [{ id: 'wensan', name: '', branch: '' }], claimed: true }

  test('is kept, and gives the store to show', async () => {
    wx.functions.admin = () => ({ ok: true, value: owner })
    await askWhoami()
    expect(storeOf(keptPerson())).toBe('wensan')
  })

  test('nobody, and somebody without a role, have no store', () => {
    expect(storeOf(null)).toBeNull()
    expect(storeOf({ ...owner, role: null })).toBeNull()
    expect(storeOf({ ...owner, role: 'owner', stores: [] })).toBeNull()
  })

  test.each([
    [false, 'claim'],
    [true, 'join'],
  ])('a code while the shop is claimed=%s is a %s', async (claimed, action) => {
    wx.functions.admin = ({ action: asked }) => ({ ok: true, value: asked === 'whoami' ? owner : { role: 'staff' } })
    await enterWithCode(claimed, 'AB12', '小周')
    expect(wx.calls.map(({ data }) => data.action)).toEqual([action, 'whoami'])
    expect(wx.calls[0]?.data).toMatchObject({ code: 'AB12', name: '小周' })
  })
})

describe('topping up messages', () => {
  test.each([
    [{ a: 'accept', b: 'reject' }, 'added'],
    [{ a: 'reject', b: 'ban' }, 'refused'],
  ])('choosing %j means %s', async (consent, outcome) => {
    wx.consent = consent as Record<string, string>
    expect(await topUp(['a', 'b'])).toBe(outcome)
    expect(wx.askedFor).toEqual([['a', 'b']])
  })

  test('without templates nothing is asked', async () => {
    expect(await topUp([])).toBe('no_template')
    expect(wx.askedFor).toEqual([])
  })

  test('when WeChat does not ask, it says so', async () => {
    wx.consent = new Error('can only be invoked by user TAP gesture.')
    expect(await topUp(['a'])).toBe('failed')
  })
})
