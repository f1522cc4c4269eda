import type { CloudLink, CloudRefusal } from '../runtime/cloudLink'
import { asyncApi } from './api'

/** Calls that go to the cloud; all others (`where`, `orderBy`, `limit` …) only describe the next one. */
const REQUESTS = new Set(['get', 'count', 'add', 'set', 'update', 'remove', 'end'])

/**
 * `wx.cloud.database()` on the phone. The local cloud's collections are for functions only (ADMINONLY), so it answers
 * every request with WeChat's refusal.
 */
export function phoneDatabase(cloud: CloudLink) {
  const collection = (name: string): object => chain(name, 'collection')
  const chain = (name: string, subject: string): object =>
    new Proxy(
      {},
      {
        get: (_target, key) => {
          if (typeof key !== 'string' || key === 'then') return undefined
          if (REQUESTS.has(key)) return request(name, `${subject}.${key}`)
          return () => chain(name, key === 'doc' ? 'document' : subject)
        },
      },
    )
  const request = (name: string, operation: string) =>
    asyncApi(operation, async () => {
      try {
        return await cloud.post('/_phone/database', { collection: name, operation })
      } catch (error) {
        const { errCode, errMsg } = error as CloudRefusal
        throw { errCode, errMsg: `${operation}:fail ${errMsg}` }
      }
    })
  return { collection, command: anything(), serverDate: () => ({}), RegExp: () => ({}), Geo: anything() }
}

/** Operators are only built on the phone: any name, any call, any depth. */
function anything(): object {
  return new Proxy(() => undefined, {
    get: (_target, key) => (typeof key === 'string' && key !== 'then' ? anything() : undefined),
    apply: () => anything(),
  })
}
