import type { ConformanceCase, ConformanceCloud } from '../conformanceCloud'
import { given, raised } from '../database/databaseCase'

const ask = async ({ sdk }: ConformanceCloud, data: object): Promise<any> => {
  const { result } = await sdk.callFunction({ name: 'conformance', data })
  return result
}

export const functionCases: ConformanceCase[] = [
  {
    name: 'a function answers what it returns, through JSON',
    async run(cloud) {
      const value = { text: '看店', list: [1, null, { a: [] }], fraction: 0.5 }
      expect(await ask(cloud, { deed: 'echo', value })).toEqual(value)
    },
  },
  {
    name: 'a function that returns nothing answers null',
    async run(cloud) {
      expect(await ask(cloud, { deed: 'nothing' })).toBeNull()
    },
  },
  {
    name: 'a date that a function returns arrives as its text',
    async run(cloud) {
      expect(await ask(cloud, { deed: 'date' })).toBe('1970-01-02T00:00:00.000Z')
    },
  },
  {
    name: 'a function that throws is FUNCTIONS_EXECUTE_FAIL and says why',
    async run({ sdk }) {
      const error = await raised(sdk.callFunction({ name: 'conformance', data: { deed: 'fail', why: 'no eggs' } }))
      expect(error).toMatchObject({ errCode: -1, code: 'FUNCTIONS_EXECUTE_FAIL' })
      expect(error.errMsg).toContain('no eggs')
    },
  },
  {
    name: 'a function that does not exist is refused by its name',
    async run({ sdk }) {
      const error = await raised(sdk.callFunction({ name: 'nowhere', data: {} }))
      expect(error.errMsg).toMatch(/callFunction:fail .*nowhere/)
    },
  },
  {
    name: 'a function can call a function, itself too',
    async run(cloud) {
      expect(await ask(cloud, { deed: 'ask', data: { deed: 'echo', value: 7 } })).toBe(7)
    },
  },
  {
    name: 'a function sees the same database as its caller',
    async run(cloud) {
      await given(cloud.db, 'items', [{ a: 1 }, { a: 2 }])
      expect(await ask(cloud, { deed: 'count', collection: 'items' })).toBe(2)
    },
  },
  {
    name: 'a function that a server calls has no OPENID, and no token of its caller shows',
    needs: 'knowsCallers',
    async run(cloud) {
      const who = await ask(cloud, { deed: 'who' })
      expect(who.OPENID).toBeUndefined()
      expect(who).toMatchObject({ ENV: expect.any(String), SOURCE: expect.any(String) })
      expect(Object.keys(who).join()).not.toMatch(/TOKEN/)
    },
  },
  {
    name: 'a function that a function calls says so at the end of its SOURCE',
    needs: 'knowsCallers',
    async run(cloud) {
      const outer = await ask(cloud, { deed: 'who' })
      const inner = await ask(cloud, { deed: 'ask', data: { deed: 'who' } })
      expect(inner.SOURCE).toBe(`${outer.SOURCE},scf`)
    },
  },
]
