import { batchSchema } from '../../contract/schemas/batch'
import { emptyBatch } from '../fakes/batches'

const BASE = 1_795_000_000_000
const parsed = (said: object) => batchSchema.parse({ ...emptyBatch(BASE), ...said })

test.each([
  [{}, { platform: 'other', class: 'unknown', network: 'unknown', scene: 0 }],
  [
    { platform: 'ios', class: 1, network: 'wifi', scene: 1001 },
    { platform: 'ios', class: 'high', network: 'wifi', scene: 1001 },
  ],
  [
    { platform: 'fridge', class: -2, network: '7g', scene: 'x' },
    { platform: 'other', class: 'unknown', network: 'unknown', scene: 0 },
  ],
  [
    { platform: 'mac', class: 'low', network: '4g', scene: 7 },
    { platform: 'mac', class: 'low', network: '4g', scene: 7 },
  ],
  [
    { platform: 'ohos', class: 3, network: 'none', scene: 100_001 },
    { platform: 'ohos', class: 'low', network: 'none', scene: 0 },
  ],
])('what WeChat says of a phone becomes words of closed sets, an older SDK’s words stay: %j', (device, words) => {
  expect(parsed({ device }).device).toEqual(words)
})

test('an app that WeChat says nothing of is a released one; an id that no shop has is unknown; both are counted', () => {
  const { app, store } = parsed({ app: { release: 'r'.repeat(80), sdk: '0.1.0' }, store: '文三路/1' })
  expect([app.release.length, app.env, store]).toEqual([64, 'release', 'unknown'])
})

test.each([
  ['release', 'release'],
  ['trial', 'trial'],
  ['gray', 'develop'],
  [null, 'develop'],
])('a version that WeChat calls %j is %s: what is not known to be released is no customer’s', (env, word) => {
  expect(parsed({ app: { release: '1.0.0', env, sdk: '0.1.0' } }).app.env).toBe(word)
})

test.each([
  [4, 4],
  [null, 1_000],
  [1e9, 1_000],
])('a point of weight %j stands for %d events', (weight, events) => {
  expect(parsed({ weight }).weight).toBe(events)
})

test('a text loses what cannot be printed and half a character at its end, not its lines', () => {
  const error = { kind: 'error', label: 0, message: 'a\u0007b鸡腿\ud83c', stack: 'f\ng', page: 'p', at: 0 }
  const app = { release: '1.0\u0007\ud83c', sdk: '0.1.0' }
  expect(parsed({ app, dict: ['x\u0000'], errors: [error] })).toMatchObject({
    app: { release: '1.0 ' },
    dict: ['x '],
    errors: [{ message: 'a b鸡腿', stack: 'f\ng', crumbs: [] }],
  })
})
