import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { oneTimeCodes } from '../../../adapters/oneTimeCodes'
import type { OrderFact } from '../../../core/documents/orderHour'
import type { SettingsDocument } from '../../../core/documents/settings'
import { decodeFact, encodeFact, type StoredFact } from '../../../core/orders/factCodec'
import { firstSettings, firstStore } from '../../../database/seed/firstDocuments'
import { rollBack } from '../../../tools/deploy/before'
import { lookAt } from '../../../tools/deploy/deploy'
import { copiedDocuments, copyCollection } from '../../../tools/deploy/migrations/copies'
import { migrations, schema } from '../../../tools/deploy/migrations/migrations'
import { restoreDocuments } from '../../../tools/deploy/migrations/restore'
import { documentsKept } from '../../../tools/deploy/plan'
import { insertAll } from '../../../tools/start/insertAll'
import { heldEnvironment, sampleShop, smallShop } from './heldEnvironment'

type HeldEnvironment = Awaited<ReturnType<typeof heldEnvironment>>

let place: HeldEnvironment
beforeEach(async () => {
  place = await heldEnvironment()
  place.build({ aggregate: 'first', collect: 'one' })
})
afterEach(() => place.remove())

const { collections } = smallShop
const everyCollection = collections.map(({ name }) => name).sort()
const codesOf = ({ functions }: Awaited<ReturnType<HeldEnvironment['held']>>) =>
  Object.fromEntries(Object.entries(functions).map(([name, { code }]) => [name, code]))

describe('into an empty environment', () => {
  test('all is made, closed to phones and indexed; the claim code that was shown is the owner’s', async () => {
    await place.remove()
    place = await heldEnvironment('key-1', sampleShop)
    place.build({ aggregate: 'first', collect: 'one' })
    const { collections } = sampleShop
    const said = await place.deploy('0.2.0')
    const held = await place.held()
    expect(Object.keys(held.collections).sort()).toEqual(collections.map(({ name }) => name).sort())
    for (const { name, indexes } of collections) {
      expect({ name, ...held.collections[name] }).toEqual({
        name,
        permission: 'ADMINONLY',
        indexes: ['_id_', ...indexes.map((index) => index.name)],
      })
    }
    expect(held.functions).toEqual({
      aggregate: { code: 'first', timeout: 5, timers: ['17 * * * * * *'] },
      collect: { code: 'one', timeout: 3, timers: [] },
    })
    const [settings] = (await place.documents<SettingsDocument>('settings')).filter(({ _id }) => _id === 'main')
    const code = /claim code is (\w{8})$/m.exec(said.join('\n'))?.[1] as string
    expect(settings?.claimHash).toBe(oneTimeCodes.hash(code, settings?.salt as string))
    expect(JSON.stringify(await place.documents('settings'))).not.toContain(code)
    expect((await place.documents('stores')).length).toBe(1)
    expect(said[0]).toMatch(/^\[1\/\d+\] collection settings: made, ADMINONLY/)
    expect(said.at(-1)).toMatch(/^\[(\d+)\/\1\] record 0\.2\.0: written down$/)
  })

  test('a second time there is nothing to do', async () => {
    await place.deploy('0.2.0')
    const before = [await place.held(), await place.documents('settings')]
    expect(await place.deploy('0.2.0')).toEqual([])
    expect([await place.held(), await place.documents('settings')]).toEqual(before)
  })

  test('only what changed is uploaded, and what ran before is kept', async () => {
    await place.deploy('0.2.0')
    place.build({ aggregate: 'second', collect: 'one' })
    expect(await place.deploy('0.2.0')).toEqual(['[1/1] function aggregate: uploaded, what ran before is kept'])
    expect(codesOf(await place.held())).toEqual({ aggregate: 'second', collect: 'one' })
  })
})

describe('broken in the middle', () => {
  test.each([
    ['at a permission', 'ModifyDatabaseACL'],
    ['at an index', 'UpdateTable'],
  ])('%s, it names the step and goes on from there', async (_, action) => {
    Object.assign(place.faults, { api: action, refuses: 'InternalError: try later' })
    await expect(place.deploy('0.2.0')).rejects.toThrow(/^\[\d+\/\d+\] collection \w+ failed: \w+: InternalError/)
    place.faults.api = ''
    await place.deploy('0.2.0')
    expect(Object.keys((await place.held()).collections).sort()).toEqual(everyCollection)
    expect(await place.deploy('0.2.0')).toEqual([])
  })

  test('at a function, those before it are not uploaded again, and the broken one is known to be ours', async () => {
    place.breakUploadOf('collect')
    await expect(place.deploy('0.2.0')).rejects.toThrow(
      /function collect failed: tcb fn deploy: \[collect\] ResourceUnavailable/,
    )
    place.breakUploadOf('')
    const said = await place.deploy('0.2.0')
    expect(said.map((line) => line.replace(/^\[\S+ /, ''))).toEqual([
      'function collect: uploaded',
      'record 0.2.0: written down',
    ])
  })
})

describe('from version 0.1.0, with data', () => {
  const fact: OrderFact = {
    createdAt: 1_790_000_000_000,
    paidAt: 1_790_000_060_000,
    acceptedAt: null,
    doneAt: null,
    cancelledAt: null,
    refundedAt: null,
    amountFen: 2800,
    updatedAt: 1_790_000_060_000,
  }
  const oldHours = Array.from({ length: 3 }, (_, hour) => ({
    _id: `wensan:${hour}`,
    store: 'wensan',
    hour,
    facts: { 'o-1': fact },
  }))

  const restoreNow = async () => {
    const { plan } = place.planned('0.2.0')
    const environment = place.open('shop-1a2b')
    plan.ledger.open(await lookAt(environment, smallShop), environment, schema)
    const said: string[] = []
    await restoreDocuments(environment, documentsKept(place.kept), plan.ledger, 7, (line) => said.push(line))
    return said
  }

  beforeEach(async () => {
    for (const { name } of collections)
      await place.cloud.database.handle({ action: 'database.addCollection', collectionName: name })
    const { database } = place.cloud
    await insertAll(database, 'settings', [firstSettings({ salt: 's'.repeat(40), claimHash: 'h' })])
    await insertAll(database, 'stores', [firstStore(5)])
    await insertAll(database, 'orderHours', oldHours)
  })

  test('documents get their new form, none is lost, and a copy of the old ones is kept', async () => {
    const said = await place.deploy('0.2.0')
    expect(said.join('\n')).toMatch(/migration schema 2: 3 documents kept in .*schema-1, 3 changed/)
    const hours = await place.documents<{ _id: string; facts: Record<string, StoredFact> }>('orderHours')
    expect(hours.map(({ _id }) => _id).sort()).toEqual(oldHours.map(({ _id }) => _id))
    for (const { facts } of hours) {
      expect(typeof facts['o-1']).toBe('string')
      expect(decodeFact(facts['o-1'] as StoredFact)).toEqual(fact)
    }
    const copy = readFileSync(join(place.kept, 'documents/schema-1/orderHours.jsonl'), 'utf8')
    expect(
      copy
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(oldHours)
    const settings = await place.documents<SettingsDocument>('settings')
    expect(settings.find(({ _id }) => _id === 'main')).toMatchObject({ salt: 's'.repeat(40), claimHash: 'h' })
    expect(await place.deploy('0.2.0')).toEqual([])
  })

  test('the copy comes back: what is stored now is kept, what is gone since stays gone, and it can be migrated again', async () => {
    await place.deploy('0.2.0')
    const { database } = place.cloud
    await place.open('shop-1a2b').removeWhere('orderHours', { _id: 'wensan:0' })
    const since = { ...oldHours[0], _id: 'wensan:9', facts: { 'o-9': encodeFact(fact) } }
    await insertAll(database, 'orderHours', [since])
    const migrated = await place.documents<{ _id: string }>('orderHours')

    expect(await restoreNow()).toEqual([
      'orderHours: 2 as before, 1 that came since as they are, 1 gone since stay gone',
      expect.stringMatching(/what was stored until now is kept in .*schema-2-until-7$/),
    ])
    const hours = await place.documents<{ _id: string }>('orderHours')
    expect(hours.sort((a, b) => (a._id < b._id ? -1 : 1))).toEqual([oldHours[1], oldHours[2], since])
    const kept = readFileSync(join(place.kept, 'documents/schema-2-until-7/orderHours.jsonl'), 'utf8')
    expect(new Set(kept.trim().split('\n'))).toEqual(new Set(migrated.map((hour) => JSON.stringify(hour))))

    expect((await place.deploy('0.2.0')).join('\n')).toMatch(/migration schema 2: 3 documents kept in .*, 2 changed/)
    expect(await place.documents('orderHours')).toEqual(migrated)
    expect(await restoreNow()).toContain(
      'orderHours: 2 as before, 1 that came since as they are, 1 gone since stay gone',
    )
  })

  test('where this machine has no copy nothing is restored, and it says where the copy would be', async () => {
    await expect(restoreNow()).rejects.toThrow('this machine has no copy of those before')
    expect(await place.documents('orderHours')).toEqual(oldHours)
  })

  test('dates in a copy come back as dates', async () => {
    const folder = join(place.kept, 'dates')
    const received = { _id: 'a', receivedAt: new Date(7), told: '1970-01-01T00:00:00.007Z' }
    const environment = { readAfter: async (_: string, id: string) => (id === '' ? [received] : []) }
    expect(await copyCollection(environment, 'batches', folder)).toBe(1)
    for await (const document of copiedDocuments(folder, 'batches')) expect(document).toEqual(received)
  })

  test('every migration may be repeated: a new document is left as it is', () => {
    for (const { documents } of migrations) {
      for (const renew of Object.values(documents)) {
        for (const old of oldHours) {
          const once = renew(old)
          expect(renew(once)).toBe(once)
        }
      }
    }
    expect(schema).toBe(migrations.length + 1)
  })
})

describe('rolled back', () => {
  const rollBackNow = async () => {
    const { plan } = place.planned('0.2.0')
    const environment = place.open('shop-1a2b')
    plan.ledger.open(await lookAt(environment, smallShop), environment, schema)
    const said: string[] = []
    await rollBack(environment, place.kept, plan.ledger, (line) => said.push(line))
    return said
  }

  test('the functions are those before the last deployment, with their timeouts; then the new ones can come again', async () => {
    await place.deploy('0.2.0')
    const before = (await place.held()).functions
    place.build({ aggregate: 'second, and longer', collect: 'two' })
    await place.deploy('0.2.1')
    expect(codesOf(await place.held())).toEqual({ aggregate: 'second, and longer', collect: 'two' })
    expect(await rollBackNow()).toEqual(['[1/2] function aggregate: as before', '[2/2] function collect: as before'])
    expect((await place.held()).functions).toEqual(before)
    await place.deploy('0.2.1')
    expect(codesOf(await place.held())).toEqual({ aggregate: 'second, and longer', collect: 'two' })
  })

  test('without anything kept it says so, and does nothing', async () => {
    await place.deploy('0.2.0')
    await expect(rollBackNow()).rejects.toThrow('nothing was kept on this machine')
  })
})

describe('refused before anything is changed', () => {
  test.each([
    [
      'a function of our name',
      { functions: { collect: 'theirs' } },
      /function collect is there and not ours: rename it/,
    ],
    ['a collection of our name', { collection: 'staff' }, /collection staff is there and not ours: rename it/],
  ])(
    '%s that is not ours',
    async (_, { functions, collection }: { functions?: object; collection?: string }, message) => {
      if (functions !== undefined) {
        place.build(functions as Record<string, string>)
        const environment = place.open('shop-1a2b')
        await environment.logIn()
        await environment.deployFunction('collect')
        place.build({ collect: 'ours' })
      }
      if (collection !== undefined)
        await place.cloud.database.handle({ action: 'database.addCollection', collectionName: collection })
      const before = await place.held()
      await expect(place.deploy('0.2.0')).rejects.toThrow(message)
      expect(await place.held()).toEqual(before)
    },
  )

  test('another environment than the account’s', async () => {
    await expect(place.deploy('0.2.0', 'other-1a2b')).rejects.toThrow(
      /nothing was changed: this account has no environment other-1a2b[\s\S]*环境 ID/,
    )
    expect(await place.held()).toEqual({ collections: {}, functions: {} })
  })

  test('a key that may not look', async () => {
    Object.assign(place.faults, { api: 'ListTables', refuses: 'UnauthorizedOperation: not authorized' })
    await expect(place.deploy('0.2.0')).rejects.toThrow(
      /nothing was changed: ListTables: Unauthorized[\s\S]*QcloudTCBFullAccess/,
    )
  })

  test('a key that is not accepted', async () => {
    await place.remove()
    place = await heldEnvironment('wrong')
    place.build({ collect: 'one' })
    await expect(place.deploy('0.2.0')).rejects.toThrow(/nothing was changed: tcb login [\s\S]*the key is not accepted/)
    expect(await place.held()).toEqual({ collections: {}, functions: {} })
    expect(existsSync(place.kept) ? readdirSync(place.kept) : []).toEqual([])
  })
})
