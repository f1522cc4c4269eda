import { hashOpenid } from '../../adapters/openidHash'
import dishes from '../../database/seed/dishes.json'
import { firstStore } from '../../database/seed/firstDocuments'
import { type LEVELS, startCrowd } from '../../localcloud/crowd/crowd'
import type { LocalCloud } from '../../localcloud/localCloud'
import { generateHistory } from '../../tools/history/generateHistory'
import { insertAll } from '../../tools/start/insertAll'
import { PEOPLE } from '../../tools/start/people'
import type { Row } from '../harness/row'
import { openMeteredShop, sdkFile } from './meteredShop'

const MINUTE_MS = 60_000
const HISTORY_DAYS = 15
const ASKED = 40

/** A busy lunch after two weeks of history: what a refresh of the owner's page costs in a warm instance. */
export async function* dashboard(): AsyncIterable<Row> {
  const shop = await openMeteredShop(Date.parse('2026-11-25T12:00:00+08:00'), writePast)
  const { cloud } = shop
  const crowd = startCrowd(cloud, {
    seed: 7,
    level: 'many' satisfies keyof typeof LEVELS,
    sdkFile: sdkFile(),
    store: firstStore(0)._id,
  })
  try {
    await cloud.clock.advance(10 * MINUTE_MS)
    const ask = () => cloud.call(PEOPLE[0].openid, 'query', { kind: 'overview', store: firstStore(0)._id })
    await ask()
    await cloud.clock.advance(30_000)
    await ask()
    const calls: number[] = []
    const durations: number[] = []
    for (let asked = 0; asked < ASKED; asked++) {
      if (asked % 8 === 7) await cloud.clock.advance(MINUTE_MS / 2)
      await shop.resetUsage()
      const startMs = performance.now()
      await ask()
      durations.push(performance.now() - startMs)
      calls.push((await shop.usage()).byFunction.query?.dbCalls ?? 0)
    }
    yield { name: 'cost.calls.dashboard24h', ...spread(calls), target: 2 }
    yield { name: 'cost.wall.dashboard24h.ms', ...spread(durations) }
  } finally {
    crowd.stop()
    await shop.close()
  }
}

async function writePast(cloud: LocalCloud, salt: string): Promise<number> {
  const store = firstStore(0)
  const userOf = (openid: string) => hashOpenid(openid, salt)
  const options = { now: cloud.clock.now(), days: HISTORY_DAYS, seed: 7, store, dishes, userOf }
  for (const { collection, documents } of generateHistory(options))
    if (documents.length > 0) await insertAll(cloud.database, collection, documents)
  return cloud.clock.now() - HISTORY_DAYS * 24 * 60 * MINUTE_MS
}

function spread(values: readonly number[]): Pick<Row, 'value' | 'p25' | 'p75'> {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (q: number) => sorted[Math.round((sorted.length - 1) * q)] as number
  return { value: at(0.5), p25: at(0.25), p75: at(0.75) }
}
