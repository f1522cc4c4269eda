import { EJSON } from 'bson'
import { encodeFact } from '../../core/orders/factCodec'
import { readFact } from '../../core/orders/readFact'
import { modelOrders, type Shape, shapes } from '../../test/core/orders/modelOrders'
import { compare } from '../harness/compare'
import type { Row } from '../harness/row'
import { dayCalls } from './dayCalls'

const DOCUMENTS = 500
const START = Date.UTC(2026, 10, 25, 2)

/** What orders cost: calls of the database in a day, and CPU over reading the same documents raw. */
export async function* ordersGroup(): AsyncIterable<Row> {
  const { calls, reads, writes } = await dayCalls()
  yield { name: 'orders.dbcalls.day', value: calls, target: 1_500 }
  yield { name: 'orders.dbcalls.day.reads', value: reads }
  yield { name: 'orders.dbcalls.day.writes', value: writes }
  const [shape] = shapes as [Shape]
  const texts = modelOrders(3, 1, DOCUMENTS, START).map((order) => EJSON.stringify(shape.write(order)))
  // what wx-server-sdk itself does with every document it is sent
  const raw = () => texts.map((text) => EJSON.parse(text) as Record<string, unknown>)
  const reading = {
    ...{ mapping: shape.mapping, onlyStore: 's1', nowMs: START + 86_400_000 * 5 },
    hashOf: (customer: string) => customer,
  }
  const read = () =>
    raw().map((document) => {
      const one = readFact(document, reading)
      return one.ok ? encodeFact(one.fact) : null
    })
  yield { name: 'orders.cpu/raw-read', ...(await compare(read, raw)), target: 3 }
  const bytes = read().reduce((sum, text) => sum + (text?.length ?? 0), 0) / DOCUMENTS
  yield { name: 'orders.bytes.fact', value: Math.round(bytes) }
}
