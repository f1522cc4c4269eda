import type { ConformanceCase } from '../conformanceCloud'
import { raised } from '../database/databaseCase'

/** WIRE.md §7; two names are misspelt by the platform. */
const CODES: Record<string, number> = {
  SYS_ERR: -501001,
  SERVER_TIMEOUT: -501002,
  EXCEED_REQUEST_LIMIT: -501003,
  EXCEED_CONCURRENT_REQUEST_LIMIT: -501004,
  INVALIID_ENV: -501005,
  INVALID_COMMON_PARAM: -501006,
  INVALID_PARAM: -501007,
  INVALID_REQUEST_SOURCE: -501008,
  RESOURCE_NOT_INITIAL: -501009,
  DATABASE_REQUEST_FAILED: -502001,
  DATABASE_INVALID_OPERRATOR: -502002,
  DATABASE_PERMISSION_DENIED: -502003,
  DATABASE_COLLECTION_EXCEED_LIMIT: -502004,
  DATABASE_COLLECTION_NOT_EXIST: -502005,
  STORAGE_REQUEST_FAIL: -503001,
  STORAGE_EXCEED_AUTHORITY: -503002,
  STORAGE_FILE_NONEXIST: -503003,
  STORAGE_SIGN_PARAM_INVALID: -503004,
  FUNCTIONS_REQUEST_FAIL: -504001,
  FUNCTIONS_EXECUTE_FAIL: -504002,
  DATABASE_TRANSACTION_CONFLICT: -501001,
  A_CODE_NOBODY_KNOWS: -501001,
}

const codeCases: ConformanceCase[] = Object.entries(CODES).map(([code, errCode]) => ({
  name: `the wire's ${code} reaches a function as ${errCode}, in the number and in the text`,
  needs: 'breakNext',
  async run({ db, breakNext }) {
    await breakNext?.('database.getDocument', code)
    const error = await raised(db.collection('items').get())
    expect(error.errCode).toBe(errCode)
    expect(error.errMsg).toMatch(new RegExp(`:fail ${errCode} `))
    expect((await db.collection('items').get()).data).toEqual([])
  },
}))

/** The calls whose errors keep their own code beside the number -1, or come through as they are. */
const ownWayCases: ConformanceCase[] = [
  {
    name: 'an error of callFunction keeps the wire’s code beside its number -1',
    needs: 'breakNext',
    async run({ sdk, breakNext }) {
      await breakNext?.('functions.invokeFunction', 'FUNCTIONS_REQUEST_FAIL')
      const error = await raised(sdk.callFunction({ name: 'conformance', data: { deed: 'nothing' } }))
      expect(error).toMatchObject({ errCode: -1, code: 'FUNCTIONS_REQUEST_FAIL' })
    },
  },
  {
    name: 'an error of createCollection keeps the wire’s code beside its number -1',
    async run({ db }) {
      const error = await raised(db.createCollection('items'))
      expect(error).toMatchObject({ errCode: -1, code: expect.stringMatching(/EXIST/) })
    },
  },
  {
    name: 'an error of a commit comes as the wire’s code and text, without a number',
    needs: 'breakNext',
    async run({ db, breakNext }) {
      const transaction = await db.startTransaction()
      await transaction.collection('items').add({ data: { _id: 'x' } })
      await breakNext?.('database.commitTransaction', 'DATABASE_TRANSACTION_CONFLICT')
      const error = await raised(transaction.commit())
      expect(error.code).toBe('DATABASE_TRANSACTION_CONFLICT')
      expect(error.errCode).toBeUndefined()
    },
  },
  {
    name: 'a request that never arrives is an error, and nothing was done',
    needs: 'cutNext',
    async run({ db, cutNext }) {
      await cutNext?.('database.insertDocument', 'before')
      expect((await raised(db.collection('items').add({ data: { _id: 'x' } }))).errCode).toBeLessThan(0)
      expect(await db.collection('items').count()).toMatchObject({ total: 0 })
    },
  },
  {
    name: 'a reply that is lost is an error, and it was done all the same',
    needs: 'cutNext',
    async run({ db, cutNext }) {
      await cutNext?.('database.insertDocument', 'after')
      expect((await raised(db.collection('items').add({ data: { _id: 'x' } }))).errCode).toBeLessThan(0)
      expect(await db.collection('items').count()).toMatchObject({ total: 1 })
    },
  },
]

export const errorCases: ConformanceCase[] = [...codeCases, ...ownWayCases]
