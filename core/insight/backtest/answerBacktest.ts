import { type Answer, ok, refuse } from '../../../contract/answer'
import type { BacktestPage, BacktestQuery } from '../../../contract/pages/backtest'
import type { StaffDocument } from '../../documents/staff'
import type { StoreDocument } from '../../documents/store'
import type { Ports } from '../../ports'
import { changeRule, rulesOf } from '../../rules/storeRules'
import { hourOf } from '../../time/units'
import { type BacktestAsked, backtest } from './backtest'

const JUDGED_DAYS = 30
/** A page of orders by the hour is 1,000: these days are one call, and give most of them weeks to compare with. */
const READ_DAYS = 41

/** Read in one turn: hours of what was measured, and of orders. */
export async function answerBacktest(
  ports: Pick<Ports, 'directory' | 'rollups' | 'orders' | 'rules'>,
  viewer: StaffDocument,
  { store: id, rule: name, change = {} }: BacktestQuery,
  nowMs: number,
): Promise<Answer<BacktestPage>> {
  const [stores, whole] = await Promise.all([ports.directory.stores(), ports.rules.read()])
  const store = stores.find(({ _id }) => _id === id)
  if (store === undefined || !viewer.stores.includes(id))
    return refuse('forbidden', 'this store is not one of yours: ask its owner for a code', 'store')
  const pack = rulesOf(store, whole)
  const rule = pack.find((one) => one.id === name)
  if (rule === undefined) return refuse('not_found', 'rule: there is no such rule; ask admin for rules', 'rule')
  const changed = changeRule(rule, change)
  if (!changed.ok) return changed
  return ok(await backtestRule(ports, { store, rule: changed.value, enabled: rule.enabled, pack, nowMs }))
}

/** The same of a rule that is checked already. */
export async function backtestRule(
  ports: Pick<Ports, 'rollups' | 'orders'>,
  { store, ...asked }: Pick<BacktestAsked, 'rule' | 'enabled' | 'pack' | 'nowMs'> & { store: StoreDocument },
): Promise<BacktestPage> {
  const to = hourOf(asked.nowMs)
  const from = to - READ_DAYS * 24
  const fromHour = to - JUDGED_DAYS * 24
  const [hours, orderHours] = await Promise.all([
    ports.rollups.readHours(store._id, fromHour, to),
    ports.orders.readPast(store._id, from, to),
  ])
  return backtest({ ...asked, past: { store, hours, orderHours, from, to }, fromHour })
}
