import { createPorts } from '../../adapters/createPorts'
import { handedFunction } from '../../adapters/handlers'
import { prober } from '../../adapters/prober'
import { runProbes } from '../../core/probes/runProbes'

const ports = createPorts()

/** Tries what customers need, as often as the owner wishes. Handed over by the timer of `aggregate` (docs/adr/probes.md). */
export const main = handedFunction((event) => runProbes(ports, prober, event))
