import { openMeteredShop } from '../../bench/cost/meteredShop'
import type { Answer } from '../../contract/answer'
import type { PageHead } from '../../contract/pages/parts'
import { firstStore } from '../../database/seed/firstDocuments'
import { PEOPLE } from '../../tools/start/people'
import { emptyBatch } from '../fakes/batches'

const START = Date.parse('2026-11-25T12:00:00+08:00')
const STORE = firstStore(0)._id
const PAGES = ['response', 'errors', 'load', 'experience'] as const
/** One of each tier, and the longest. */
const RANGES = ['1h', 'today', '30d', '13mo'] as const

test('the page of any range costs one call of the database, in an instance that has seen nothing and in a warm one', async () => {
  const shop = await openMeteredShop(START)
  const ask = async (question: object): Promise<Answer<PageHead>> =>
    (await shop.cloud.call(PEOPLE[0].openid, 'query', question)).result as Answer<PageHead>
  try {
    const batch = emptyBatch(START + 1000, { store: STORE, dict: ['shop.pay'], counts: [[2, 0, 0, 0, 1]] })
    await shop.cloud.call('customer', 'collect', { batch: { ...batch, points: [[2, 0, 0, 500, 320]] } })
    await shop.cloud.clock.advance(3 * 60_000)
    // settings, stores and staff are at most a minute old in an instance
    await ask({ kind: 'overview', store: STORE })
    for (const kind of PAGES)
      for (const range of RANGES) {
        await shop.resetUsage()
        const answers = [await ask({ kind, store: STORE, range }), await ask({ kind, store: STORE, range })]
        const calls = (await shop.usage()).byFunction.query?.dbCalls
        expect({ kind, range, calls }).toEqual({ kind, range, calls: 2 })
        for (const answer of answers)
          expect(answer).toMatchObject({
            ok: true,
            value: { foldedThrough: expect.any(Number), zone: 'Asia/Shanghai' },
          })
      }
    const { value } = (await ask({ kind: 'response', store: STORE, range: '1h' })) as unknown as {
      value: { apis: unknown }
    }
    expect(value.apis).toMatchObject([{ label: 'shop.pay', attempts: { ok: 1, failed: 0 } }])
  } finally {
    await shop.close()
  }
})
