/** How a stage of a timed run ended. */
export type StageOutcome = { ok: true; report: unknown } | { ok: false; error: string }

/**
 * Runs stages one after the other. One that fails is reported and does not keep the others from their work: each reads
 * what is stored, never what the one before it returned.
 */
export async function runStages(stages: Record<string, () => Promise<unknown>>): Promise<Record<string, StageOutcome>> {
  const outcomes: Record<string, StageOutcome> = {}
  for (const [name, run] of Object.entries(stages))
    outcomes[name] = await run().then(
      (report): StageOutcome => ({ ok: true, report }),
      (failure: unknown): StageOutcome => ({ ok: false, error: String((failure as Error)?.stack ?? failure) }),
    )
  return outcomes
}
