import { type Mutant, withMutant } from './mutate'

export interface Played {
  seed: number
  calls: number
  /** what did not hold, in sentences */
  broken: string[]
}

/** An area of the cloud, its schedules and the mistakes that they must find. */
export interface ChaosArea {
  name: string
  /** the file that exports `play`'s function, from the project's root */
  entry: string
  /** the export that plays one seed */
  player: string
  play(seed: number): Promise<Played>
  mutants: readonly Mutant[]
}

const PROGRESS_EVERY = 250
/** A mistake that so many schedules do not see is not seen. */
const SCHEDULES_PER_MUTANT = 2000

/** Plays seeds from `firstSeed` on. @returns whether no invariant was broken */
export async function runSchedules(
  area: Pick<ChaosArea, 'name' | 'play'>,
  schedules: number,
  firstSeed: number,
  say: (line: string) => void,
): Promise<boolean> {
  const broken: Played[] = []
  const began = Date.now()
  let calls = 0
  for (let done = 0; done < schedules; done++) {
    const played = await area.play(firstSeed + done)
    calls += played.calls
    if (played.broken.length > 0) broken.push(played)
    if ((done + 1) % PROGRESS_EVERY === 0) {
      const seconds = Math.round((Date.now() - began) / 1000)
      say(`${done + 1} of ${schedules} schedules, ${calls} calls, ${seconds} s, ${broken.length} broken`)
    }
  }
  for (const { seed, broken: sentences } of broken.slice(0, 20)) say(`seed ${seed}: ${sentences.join('; ')}`)
  say(`chaos ${area.name}: ${schedules} schedules, ${calls} calls, ${broken.length} with a broken invariant`)
  return broken.length === 0
}

/** @returns whether every mutant was caught */
export async function runMutants({ entry, player, mutants }: ChaosArea, say: (line: string) => void): Promise<boolean> {
  let caught = 0
  for (const mutant of mutants) {
    const found = await withMutant(mutant, entry, async (exported: Record<string, ChaosArea['play']>) => {
      for (let seed = 0; seed < SCHEDULES_PER_MUTANT; seed++) {
        const played = await (exported[player] as ChaosArea['play'])(seed)
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
