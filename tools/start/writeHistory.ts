import { hashOpenid } from '../../adapters/openidHash'
import dishes from '../../database/seed/dishes.json'
import { firstStore } from '../../database/seed/firstDocuments'
import type { LocalCloud } from '../../localcloud/localCloud'
import { generateHistory } from '../history/generateHistory'
import { insertAll } from './insertAll'
import type { WritePast } from './openShop'

const HISTORY_DAYS = 14
const DAY_MS = 86_400_000

const { _id: STORE, shard, zone } = firstStore(0)
export const STORE_ID = STORE

/** Two weeks of the sample shop, told in steps. */
export function writeHistory(
  { database, clock }: Pick<LocalCloud, 'database' | 'clock'>,
  seed: number,
  say: (line: string) => void,
): WritePast {
  return async (salt) => {
    const now = clock.now()
    const userOf = remembered((openid) => hashOpenid(openid, salt))
    const store = { _id: STORE, shard, zone }
    let told = 0
    for (const part of generateHistory({ now, days: HISTORY_DAYS, seed, store, dishes, userOf })) {
      await insertAll(database, part.collection, part.documents)
      if (part.progress < told + 0.25) continue
      told = Math.floor(part.progress * 4) / 4
      say(`two weeks of history: ${Math.round(told * 100)} %`)
    }
    return now - HISTORY_DAYS * DAY_MS
  }
}

function remembered(find: (key: string) => string): (key: string) => string {
  const known = new Map<string, string>()
  return (key) => {
    const found = known.get(key) ?? find(key)
    known.set(key, found)
    return found
  }
}
