/** `npm run doctor -- --env ENV` with a key, on an environment that a deployment has filled. */
import { MINUTE_MS } from '../../../core/time/units'
import { functionNames } from '../../../tools/build/functions'
import { examineAll } from '../../../tools/doctor/examineAll'
import { insertAll } from '../../../tools/start/insertAll'
import { heldEnvironment, sampleShop } from '../deploy/heldEnvironment'

const KEY = { TENCENTCLOUD_SECRETID: 'id-1', TENCENTCLOUD_SECRETKEY: 'key-1' }
const NOW = 1_790_000_000_000

let place: Awaited<ReturnType<typeof heldEnvironment>>
beforeAll(async () => {
  place = await heldEnvironment(KEY.TENCENTCLOUD_SECRETKEY, sampleShop)
  place.build(Object.fromEntries(functionNames().map((name) => [name, name])))
  await place.deploy('0.2.0')
})
afterAll(() => place.remove())

/** @returns whether all is well, and what was said of the environment */
async function examine(words: string[], variables: NodeJS.ProcessEnv = KEY) {
  const said: string[] = []
  const asked: unknown[] = []
  const isWell = await examineAll(words, {
    variables,
    openEnvironment: (id, credentials) => {
      asked.push([id, credentials])
      return place.open(id)
    },
    nowMs: NOW,
    say: (line) => said.push(line),
  })
  return { isWell, said: said.join('\n'), asked }
}

test('just deployed: the key is used, all is there, and what has to run yet is an error with its remedy', async () => {
  const { isWell, said, asked } = await examine(['--env', 'shop-1a2b'])
  expect(asked).toEqual([['shop-1a2b', { secretId: 'id-1', secretKey: 'key-1' }]])
  expect(said).toMatch(/^ok +collections: \d+, closed to phones$/m)
  expect(said).toMatch(/^ok +indexes: all there$/m)
  expect(said).toMatch(/^ok +functions: 12, of version 0\.2\.0$/m)
  expect(said).toMatch(/^warning +settings: nobody has claimed the shop yet\n +open the owner’s page/m)
  expect(said).toMatch(/^ERROR +timer of aggregate: it has never run\n +open 云开发/m)
  expect(isWell).toBe(false)
})

test('once its timer runs it is no error any more', async () => {
  const beat = (at: number) => ({ at, through: at + MINUTE_MS })
  await insertAll(place.cloud.database, 'heartbeats', [
    { _id: 'run:aggregate', ...beat(NOW - MINUTE_MS) },
    { _id: 'run:watchdog', ...beat(NOW) },
  ])
  const { said } = await examine(['--env', 'shop-1a2b'])
  expect(said).toMatch(/^ok +timer of aggregate: last ran 1 minutes ago$/m)
})

test.each([
  ['without a key', ['--env', 'shop-1a2b'], {}, /TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY are not set/],
  ['of another account', ['--env', 'shop-9z'], KEY, /this account has no environment shop-9z/],
])('%s it says so, and is not well', async (_, words, variables, text) => {
  const { isWell, said } = await examine(words, variables)
  expect(said).toMatch(text)
  expect(said).toMatch(/^ERROR +environment: /m)
  expect(isWell).toBe(false)
})

test('an upload that is missing is named', async () => {
  place.removeFunction('query')
  expect((await examine(['--env', 'shop-1a2b'])).said).toMatch(/^ERROR +functions: missing: query$/m)
})
