import { createCachedPorts } from '../../adapters/createPorts'
import { timedFunction } from '../../adapters/handlers'
import { ok } from '../../contract/answer'
import { compactTick } from '../../core/rollup/compactTick'
import { runHeartbeat } from '../../core/rollup/heartbeatIds'

/** Each hour: seals minutes, makes hours and days, deletes what is over its time. */
export const main = timedFunction(async (nowMs) => {
  const ports = createCachedPorts()
  const report = await compactTick(ports, nowMs)
  await ports.heartbeats.beat(runHeartbeat('compact'), nowMs, nowMs)
  return ok(report)
})
