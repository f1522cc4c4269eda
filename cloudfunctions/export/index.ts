import { cachedReads } from '../../adapters/cachedReads'
import { cached, createGatheringPorts } from '../../adapters/createPorts'
import { httpFunction } from '../../adapters/httpFunction'
import { oneTimeCodes } from '../../adapters/oneTimeCodes'
import { answerExport } from '../../core/export/answerExport'
import { PageMemory } from '../../core/query/pageMemory'

const ports = cachedReads(cached(createGatheringPorts()), Date.now)
const memory = new PageMemory()

/** Numbers for other programs, through HTTP access (docs/export.md). */
export const main = httpFunction((request, nowMs) => answerExport(ports, memory, oneTimeCodes.hash, request, nowMs))
