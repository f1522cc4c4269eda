import { answerPage } from '../../../miniprogram/admin/services/answerPage'
import { ownCost } from '../../../miniprogram/admin/services/ownCost'
import type { Source } from '../../../miniprogram/admin/services/watchAnswer'
import { type FakeWx, installWx } from '../fakeWx'
import { at } from '../overviews'

type Answer = { now: number; zone: string; foldedThrough: number; text: string }

let wx: FakeWx
beforeEach(() => {
  wx = installWx()
  jest.useFakeTimers({ now: at('12:02:20') })
})
afterEach(() => jest.useRealTimers())

test('a page measures how long its first content took and what each fresh answer made it draw, and keeps that when it is left', async () => {
  const person = { role: 'owner', name: '兰姨', stores: [{ id: 'wensan', name: '', branch: '' }], claimed: true }
  wx.stored.set('kandian.admin.person', JSON.stringify(person))
  let text = '好'
  const source: Source<Answer> = {
    kept: () => null,
    fresh: async () => {
      await new Promise((resolve) => setTimeout(resolve, 400))
      return { ok: true, value: { now: Date.now(), zone: 'Asia/Shanghai', foldedThrough: Date.now(), text } }
    },
    waitMs: () => 30_000,
  }
  const life = answerPage<Answer, { text: string }>({
    indicator: null,
    source: () => source,
    view: (answer) => ({ text: answer.text }),
  })
  const page = { ...life, setData: (fields: object) => void Object.assign(page.data, fields) } as typeof life & {
    setData(fields: object): void
  }
  page.onLoad.call(page as never, {})
  page.onShow.call(page as never)
  await jest.advanceTimersByTimeAsync(500)
  expect(ownCost()).toEqual({ firstMs: [400], refreshBytes: [] })
  // the same again draws nothing; a longer text draws that text
  await jest.advanceTimersByTimeAsync(31_000)
  text = '好'.repeat(100)
  await jest.advanceTimersByTimeAsync(31_000)
  const [nothing, longer] = ownCost().refreshBytes
  expect(nothing).toBeLessThan(50)
  expect(longer).toBeGreaterThan(300)
  expect(longer).toBeLessThan(400)
  page.onUnload.call(page as never)
  expect(JSON.parse(wx.stored.get('kandian.admin.own') ?? '')).toEqual(ownCost())
})
