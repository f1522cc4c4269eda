import { METRICS } from '../../../contract/metrics'
import { type Outcome, outcomeCode } from '../../../contract/outcomes'
import { isSignOfLife } from '../../../core/ingest/signOfLife'
import { measured, NOON, storedBatch } from '../../fakes/batches'

test.each([
  ['a customer’s phone', 'somebody', 'ok', true],
  ['a customer’s phone on which something failed', 'somebody', 'server', true],
  ['a probe that went well', 'probe', 'ok', false],
  ['a probe that failed', 'probe', 'network', true],
  ['a function of the shop’s that ran well', 'function', 'ok', false],
  ['a function of the shop’s that failed', 'function', 'server', true],
] as [string, string, Outcome, boolean][])('%s', (_, user, outcome, isSign) => {
  const batch = storedBatch('b1', user, NOON, measured(METRICS.call.id, 'menu', outcomeCode(outcome), 1, 300))
  expect(isSignOfLife(batch)).toBe(isSign)
})
