import commands from '../setup/commands.json'
import { alertsChaos } from './alerts/alertsChaos'
import { foldChaos, shardsChaos } from './fold/foldChaos'
import { runMutants, runSchedules } from './runSchedules'

const DEFAULT_SCHEDULES = 1000
const AREAS = [alertsChaos, foldChaos, shardsChaos]

/** `npm run chaos -- alerts|fold|shards [--schedules N] [--seed N] [--mutants]`: faults by the thousand, in this process. */
async function main(words: string[]): Promise<void> {
  const area = AREAS.find(({ name }) => name === words[0])
  if (area === undefined) throw new Error(`chaos of what? ${commands.chaos.usage}`)
  const say = (line: string) => console.log(line)
  const isWell = words.includes('--mutants')
    ? await runMutants(area, say)
    : await runSchedules(
        area,
        numberAfter(words, '--schedules', DEFAULT_SCHEDULES),
        numberAfter(words, '--seed', 0),
        say,
      )
  if (!isWell) process.exitCode = 1
}

function numberAfter(words: string[], name: string, otherwise: number): number {
  const at = words.indexOf(name)
  const value = at < 0 ? otherwise : Number(words[at + 1])
  if (!Number.isInteger(value) || value < 0) throw new Error(`${name} needs a whole number`)
  return value
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(`chaos: ${error.message}`)
  process.exitCode = 1
})
