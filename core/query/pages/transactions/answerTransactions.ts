import { type Answer, refuse } from '../../../../contract/answer'
import type { TransactionsPage, TransactionsQuery } from '../../../../contract/pages/transactions'
import type { StaffDocument } from '../../../documents'
import type { Ports } from '../../../ports'
import { ordersHeartbeat } from '../../../rollup/heartbeatIds'
import { PageMemory } from '../../pageMemory'
import { viewedStore } from '../../viewedStore'
import { answerPage } from '../answerPage'
import { readTransactions } from './readTransactions'
import { transactionsPage } from './transactions'

/** The page 交易: what phones told, read like any page of numbers, beside the orders themselves. */
export async function answerTransactions(
  ports: Ports,
  viewer: StaffDocument,
  asked: TransactionsQuery,
  nowMs: number,
  memory = new PageMemory(),
): Promise<Answer<TransactionsPage>> {
  const found = await viewedStore(ports, viewer, asked.store)
  if (!found.ok) return found
  const [settings, stores, marks] = await Promise.all([
    ports.directory.settings(),
    ports.directory.stores(),
    ports.heartbeats.read([ordersHeartbeat(asked.store)]),
  ])
  if (settings === null) return refuse('unavailable', 'the environment is not set up: run npm run deploy')
  const throughMs = marks.get(ordersHeartbeat(asked.store))?.through ?? null
  const orders = await readTransactions(ports, memory, { store: found.value, stores, settings, throughMs, nowMs })
  return answerPage(ports, viewer, asked, transactionsPage(orders), nowMs, memory)
}
