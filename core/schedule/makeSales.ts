import type { OrderFact } from '../documents/orderHour'
import type { Sales, SalesBefore } from '../documents/sales'
import type { StoreDocument } from '../documents/store'
import type { OrderRepository } from '../ports'
import { salesBefore, salesOf } from '../query/sales'
import { dayHours } from '../reports/dayHours'
import { addDays, localTime } from '../time/localTime'
import { HOUR_MS, hourOf } from '../time/units'
import type { RunMemory } from './runMemory'

/** Last week's day of so many stores fits into one answer of a thousand documents, and into the memory. */
const STORES_A_RUN = 20
const WEEK = 7

/**
 * What each store sold today, out of the orders that the judgement has just looked at, and once an hour out of last
 * week's day. A store of which this instance does not know all of today is left as it was.
 * @param own the run's ports, which remember; @param stored the database's
 */
export async function makeSales(
  { own, stored }: { own: OrderRepository; stored: OrderRepository },
  memory: RunMemory,
  stores: readonly StoreDocument[],
  nowMs: number,
): Promise<Sales[]> {
  const before = await readBefore(stored, memory, stores, nowMs)
  const sales: Sales[] = []
  for (const store of stores) {
    const toMs = knownThrough(memory, store, nowMs)
    const hours = dayHours(localTime(toMs, store.zone).day, store).filter((hour) => hour * HOUR_MS < toMs)
    const known = memory.orderHours.get(store._id)
    if (!hours.every((hour) => known?.has(hour))) continue
    const documents = await own.readHours(store._id, hours)
    const facts: OrderFact[] = documents.flatMap((document) => Object.values(document.facts))
    sales.push(salesOf(store, facts, before.get(store._id) ?? null, toMs))
  }
  for (const one of sales) memory.sales.set(one.store, one)
  return sales
}

/** The judgement lags behind by a minute: in the first of an hour it has not looked at that hour yet. */
const knownThrough = (memory: RunMemory, { _id }: StoreDocument, nowMs: number): number =>
  memory.orderHours.get(_id)?.has(hourOf(nowMs)) === true ? nowMs : hourOf(nowMs) * HOUR_MS

/** @returns by store, as it was known, and of some stores read anew where the hour has changed */
async function readBefore(
  orders: OrderRepository,
  memory: RunMemory,
  stores: readonly StoreDocument[],
  nowMs: number,
): Promise<Map<string, SalesBefore | null>> {
  const before = new Map(stores.map(({ _id }) => [_id, memory.sales.get(_id)?.before ?? null]))
  const due = stores.filter(({ _id }) => before.get(_id)?.hour !== hourOf(nowMs)).slice(0, STORES_A_RUN)
  if (due.length === 0) return before
  const hours = new Set(due.flatMap((store) => dayHours(addDays(localTime(nowMs, store.zone).day, -WEEK), store)))
  const found = await orders.readHoursOf(
    due.map(({ _id }) => _id),
    [...hours],
  )
  for (const store of due) {
    const documents = found.filter((document) => document.store === store._id)
    const facts = documents.flatMap((document) => Object.values(document.facts))
    before.set(store._id, salesBefore(store, facts, nowMs))
  }
  return before
}
