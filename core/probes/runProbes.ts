import { type Answer, ok, refuse } from '../../contract/answer'
import { PROBE_LONGEST_MS, type ProbeRun, type ProbeSetting, probeRunSchema } from '../../contract/schemas/probe'
import type { Ports } from '../ports'
import { judgeReply } from './judgeReply'
import { type ProbeResult, probeBatch } from './probeBatch'
import type { Prober } from './prober'

export interface ProbesReport {
  results: ProbeResult[]
  /** stores whose runs of this minute were there already: the hand-over came twice */
  again: string[]
}

/**
 * Tries everything that was handed over, all at once, and writes one batch a shop: one database call.
 * @param event what `aggregate` hands over
 */
export async function runProbes(
  ports: Pick<Ports, 'batches'>,
  prober: Prober,
  event: unknown,
): Promise<Answer<ProbesReport>> {
  const run = probeRunSchema.safeParse(event)
  if (!run.success) {
    const field = run.error.issues[0]?.path.join('.') || 'probes'
    return refuse('bad_request', `${field}: ${run.error.issues[0]?.message}; see contract/schemas/probe.ts`, field)
  }
  const { probes, allowLoopback } = run.data
  const results = await Promise.all(probes.map((probe) => tryOne(prober, probe, allowLoopback)))
  return ok({ results, again: await write(ports, run.data, results) })
}

/** Longer than it may take by a little, so that what is just too slow is told with its true duration. */
const PATIENCE = 1.5

async function tryOne(prober: Prober, { id, target, expect }: ProbeSetting, allowLoopback: boolean) {
  const patienceMs = Math.min(PROBE_LONGEST_MS, expect.withinMs * PATIENCE)
  const reply = await prober.call(target, patienceMs, allowLoopback)
  return { probe: id, outcome: judgeReply(reply, expect), durationMs: Math.round(reply.durationMs) }
}

async function write({ batches }: Pick<Ports, 'batches'>, run: ProbeRun, results: readonly ProbeResult[]) {
  const stores = [...new Set(run.probes.map(({ store }) => store))]
  const again = await Promise.all(
    stores.map(async (store) => {
      const own = results.filter((_, index) => run.probes[index]?.store === store)
      const outcome = await batches.insert(
        probeBatch({ store, shard: run.shards[store] ?? '0', minute: run.minute }, own),
      )
      return outcome === 'exists' ? [store] : []
    }),
  )
  return again.flat()
}
