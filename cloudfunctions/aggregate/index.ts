import { createCachedPorts } from '../../adapters/createPorts'
import { timedFunction } from '../../adapters/handlers'
import { deadMan, notifiers } from '../../adapters/notifiers/notifiers'
import { shopActions } from '../../adapters/shopActions'
import { ok } from '../../contract/answer'
import { runAlertTick } from '../../core/alerting/tick'
import { orderTick } from '../../core/orders/orderTick'
import { foldTick } from '../../core/rollup/foldTick'
import { runHeartbeat } from '../../core/rollup/heartbeatIds'
import { readEvidence } from '../../core/rollup/readEvidence'
import { runStages } from '../../core/rollup/runStages'

/** Each minute: folds what was received, reads the shop's orders, judges, sends. */
export const main = timedFunction(async (nowMs) => {
  const ports = createCachedPorts({ notifiers, actions: shopActions, deadMan })
  const stages = await runStages({
    fold: () => foldTick(ports, nowMs),
    orders: () => orderTick(ports, nowMs),
    alert: () => runAlertTick(ports, nowMs, readEvidence),
    heartbeat: () => ports.heartbeats.beat(runHeartbeat('aggregate'), nowMs, nowMs),
  })
  for (const [stage, outcome] of Object.entries(stages)) if (!outcome.ok) console.error(stage, outcome.error)
  return ok(stages)
})
