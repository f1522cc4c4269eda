import { createPorts } from '../../adapters/createPorts'
import { timedFunction } from '../../adapters/handlers'
import { deadMan, notifiers } from '../../adapters/notifiers/notifiers'
import { shopActions } from '../../adapters/shopActions'
import { ok } from '../../contract/answer'
import { dueProbes } from '../../core/probes/dueProbes'
import { RunMemory } from '../../core/schedule/runMemory'
import { runMinute } from '../../core/schedule/runMinute'

const ports = createPorts({ notifiers, actions: shopActions, deadMan })
const memory = new RunMemory()

/** Each minute, as far as the situation asks: folds what was received, reads the shop's orders, judges, sends. */
export const main = timedFunction(async (nowMs) => {
  const report = await runMinute(ports, memory, nowMs)
  await handOverProbes(memory, nowMs)
  for (const [stage, outcome] of Object.entries(report.stages)) if (!outcome.ok) console.error(stage, outcome.error)
  return ok(report)
})

/** From what the instance remembers anyway: minutes without a probe cost nothing. */
async function handOverProbes({ settings, stores }: RunMemory, nowMs: number): Promise<void> {
  const run = dueProbes(settings?.value ?? null, stores?.value ?? [], nowMs)
  if (run === null) return
  const outcome = await shopActions.run('probe', { ...run })
  if (outcome.status !== 'sent') console.error('probe', outcome)
}
