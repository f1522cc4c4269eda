import { doing, doingInTurn } from '../../../miniprogram/admin/services/doing'
import { type FakeWx, installWx } from '../fakeWx'

let wx: FakeWx
beforeEach(() => {
  wx = installWx()
})
const page = () => ({
  data: { busy: false },
  setData({ busy }: { busy: boolean }) {
    this.data.busy = busy
  },
})
const wishes = [{ wakeMe: true }, { optedOut: true }, { dailyReport: true }]

test('quick taps on switches are all done, in their order, and only the last is told to look again', async () => {
  const on = page()
  wx.functions.admin = () => ({ ok: true, value: { saved: true } })
  const last = await Promise.all(wishes.map((wish) => doingInTurn(on, { action: 'me', ...wish }, '')))
  expect(wx.calls.map(({ data }) => data)).toEqual(wishes.map((wish) => ({ action: 'me', ...wish })))
  expect(last).toEqual([false, false, true])
})

test('one that the cloud refuses does not keep the next from being done', async () => {
  const on = page()
  wx.functions.admin = () => ({ ok: false, error: { code: 'conflict', message: 'no' } })
  await Promise.all(wishes.map((wish) => doingInTurn(on, { action: 'me', ...wish }, '')))
  expect(wx.calls).toHaveLength(3)
  expect(wx.told).toHaveLength(3)
})

test('a button that is tapped twice does it once', async () => {
  const on = page()
  wx.functions.admin = () => ({ ok: true, value: { saved: true } })
  await Promise.all([1, 2].map(() => doing(on, { action: 'me', wakeMe: true }, '')))
  expect(wx.calls).toHaveLength(1)
})
