import { cloudInMemory } from '../fakes/cloudInMemory/cloudInMemory'
import { conformanceCases } from './conformanceCases'
import type { ConformanceCloud } from './conformanceCloud'
import { given } from './database/databaseCase'
import { conformanceCollections } from './databaseCases'
import { emptyCollections, realEnvironment, sdksForReal } from './realEnvironment'
import { runCases } from './runCases'
import { sdksFor } from './sdksFor'

const COMPLETE = {
  KANDIAN_CONFORMANCE_ENV: 'shop-test-1',
  KANDIAN_CONFORMANCE_SECRET_ID: 'id',
  KANDIAN_CONFORMANCE_SECRET_KEY: 'key',
  KANDIAN_CONFORMANCE_MAY_EMPTY: 'shop-test-1',
}

describe('a real WeChat environment', () => {
  test('is asked only when it is named', () => {
    expect(realEnvironment({})).toBeUndefined()
    expect(realEnvironment(COMPLETE)).toEqual({ envId: 'shop-test-1', secretId: 'id', secretKey: 'key' })
  })

  test.each(Object.keys(COMPLETE).slice(1))('is refused by name without %s', (variable) => {
    expect(() => realEnvironment({ ...COMPLETE, [variable]: '' })).toThrow(variable)
  })

  test('is not emptied by mistake: the consent names the same environment', () => {
    const other = { ...COMPLETE, KANDIAN_CONFORMANCE_MAY_EMPTY: 'shop-live' }
    expect(() => realEnvironment(other)).toThrow(/empties the collections items, dishes, indexed.*MAY_EMPTY/)
  })

  test('is empty before each case', async () => {
    const memory = await cloudInMemory({ collections: conformanceCollections })
    const cloud = sdksFor(memory.environment)
    await given(cloud.db, 'items', [{ _id: 1 }, { _id: 'two' }])
    await emptyCollections(cloud)
    expect(await cloud.db.collection('items').count()).toMatchObject({ total: 0 })
    await memory.close()
  })
})

const environment = realEnvironment(process.env)
if (environment !== undefined) {
  describe(`the real environment ${environment.envId}, through the real SDKs`, () => {
    let cloud: ConformanceCloud
    beforeAll(() => {
      cloud = sdksForReal(environment)
    })
    beforeEach(() => emptyCollections(cloud))
    runCases(conformanceCases, ['knowsCallers', 'judgesPermissions'], () => cloud)
  })
}
