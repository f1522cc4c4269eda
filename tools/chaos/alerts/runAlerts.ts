import { mutants } from './mutants'
import { withMutant } from './mutate'
import { type Played, playSchedule } from './schedule'

const PROGRESS_EVERY = 250
/** A mistake that so many schedules do not see is not seen. */
const SCHEDULES_PER_MUTANT = 2000

/** Plays seeds 0 … schedules - 1. @returns whether no invariant was broken */
export async function runSchedules(
  schedules: number,
  firstSeed: number,
  say: (line: string) => void,
): Promise<boolean> {
  const broken: Played[] = []
  const began = Date.now()
  let calls = 0
  for (let done = 0; done < schedules; done++) {
    const played = await playSchedule(firstSeed + done)
    calls += played.calls
    if (played.broken.length > 0) broken.push(played)
    if ((done + 1) % PROGRESS_EVERY === 0) {
      const seconds = Math.round((Date.now() - began) / 1000)
      say(`${done + 1} of ${schedules} schedules, ${calls} calls, ${seconds} s, ${broken.length} broken`)
    }
  }
  for (const { seed, broken: sentences } of broken.slice(0, 20)) say(`seed ${seed}: ${sentences.join('; ')}`)
  say(`chaos alerts: ${schedules} schedules, ${calls} calls, ${broken.length} with a broken invariant`)
  return broken.length === 0
}

/** @returns whether every mutant was caught */
export async function runMutants(say: (line: string) => void): Promise<boolean> {
  let caught = 0
  for (const mutant of mutants) {
    const found = await withMutant(mutant, async ({ playSchedule: play }) => {
      for (let seed = 0; seed < SCHEDULES_PER_MUTANT; seed++) {
        const played = await play(seed)
        if (played.broken.length > 0) return played
      }
      return null
    })
    caught += found === null ? 0 : 1
    say(
      `mutant "${mutant.name}": ${found === null ? 'NOT caught' : `caught by seed ${found.seed}: ${found.broken.join('; ')}`}`,
    )
  }
  say(`mutants: ${caught} of ${mutants.length} caught`)
  return caught === mutants.length
}
