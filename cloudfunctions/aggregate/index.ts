import { createPorts } from '../../adapters/createPorts'
import { timedFunction } from '../../adapters/handlers'
import { deadMan, notifiers } from '../../adapters/notifiers/notifiers'
import { shopActions } from '../../adapters/shopActions'
import { ok } from '../../contract/answer'
import { RunMemory } from '../../core/schedule/runMemory'
import { runMinute } from '../../core/schedule/runMinute'

const ports = createPorts({ notifiers, actions: shopActions, deadMan })
const memory = new RunMemory()

/** Each minute, as far as the situation asks: folds what was received, reads the shop's orders, judges, sends. */
export const main = timedFunction(async (nowMs) => {
  const report = await runMinute(ports, memory, nowMs)
  for (const [stage, outcome] of Object.entries(report.stages)) if (!outcome.ok) console.error(stage, outcome.error)
  return ok(report)
})
