import { refreshLoop } from '../../../miniprogram/admin/services/refreshLoop'

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

test('a refresh that takes long is never overtaken by the next', async () => {
  let running = 0
  let most = 0
  const loop = refreshLoop(
    async () => {
      most = Math.max(most, ++running)
      await new Promise((done) => setTimeout(done, 50_000))
      running -= 1
    },
    () => 20_000,
  )
  loop.start()
  void loop.now()
  await jest.advanceTimersByTimeAsync(200_000)
  loop.stop()
  expect(most).toBe(1)
})

test('pulling counts the wait anew', async () => {
  let runs = 0
  const loop = refreshLoop(
    async () => void runs++,
    () => 20_000,
  )
  loop.start()
  await jest.advanceTimersByTimeAsync(15_000)
  await loop.now()
  await jest.advanceTimersByTimeAsync(19_999)
  expect(runs).toBe(2)
  await jest.advanceTimersByTimeAsync(1)
  expect(runs).toBe(3)
  loop.stop()
})

test('a bug in the refresh is not swallowed and does not end the loop', async () => {
  let runs = 0
  const loop = refreshLoop(
    async () => {
      runs += 1
      if (runs === 2) throw new Error('a bug')
    },
    () => 20_000,
  )
  loop.start()
  await jest.advanceTimersByTimeAsync(0)
  await expect(loop.now()).rejects.toThrow('a bug')
  await jest.advanceTimersByTimeAsync(20_000)
  expect(runs).toBe(3)
  loop.stop()
})
