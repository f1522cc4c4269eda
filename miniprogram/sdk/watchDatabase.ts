import type { Health } from './collectors/collector'
import type { Host } from './host'
import type { Call } from './phoneApi'
import { watchCall } from './watchCall'
import { wrap } from './wrap'

/** Told how an operation ended; the label is `dishes.get`. */
type Told = (label: string, ok: boolean, answer: unknown, durationMs: number) => void

/** What ends a query with an answer, and what goes on with it: gives the query that there is then. */
const operations =
  'get,count,add,update,remove,set,end,doc,where,orderBy,limit,skip,field,aggregate,match,sort,group,project'.split(',')

/** Watches everything that is asked of this database object. Conditions and documents are not looked at. */
export const watchDatabase = (host: Host, database: object, told: Told): Health =>
  wrap(database, 'collection', (original) =>
    passing(original, (query, [name]) => watchQuery(host, query, String(name), told)),
  )

/** A function that does what `original` does and shows what it gave. */
export const passing = (original: Call, show: (given: object, args: unknown[]) => void): Call =>
  function (this: unknown, ...args: unknown[]) {
    const given = original.apply(this, args)
    if (typeof given === 'object' && given) show(given, args)
    return given
  }

function watchQuery(host: Host, query: object, name: string, told: Told): void {
  for (const operation of operations) {
    wrap(query, operation, (original) =>
      watchCall(
        host,
        passing(original, (next) => watchQuery(host, next, name, told)),
        false,
        () => (ok, answer, ms) => told(`${name}.${operation}`, ok, answer, ms),
      ),
    )
  }
}
