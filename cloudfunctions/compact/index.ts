import { createCachedPorts } from '../../adapters/createPorts'
import { timedFunction } from '../../adapters/handlers'
import { ok } from '../../contract/answer'
import { compactTick } from '../../core/rollup/compactTick'

/** Each hour: seals minutes, makes hours and days, deletes what is over its time. */
export const main = timedFunction(async (nowMs) => {
  const ports = createCachedPorts()
  return ok(await compactTick(ports, nowMs))
})
