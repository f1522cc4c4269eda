import { readFileSync } from 'node:fs'
import commands from '../setup/commands.json'
import { parseCases } from './cases'
import { replayCase } from './replayCase'

/** `npm run --silent replay -- FILE`: the alert timelines of an oracle's cases, as JSON. */
function main(): void {
  const file = process.argv[2]
  if (file === undefined) throw new Error(`which file? ${commands.replay.usage}`)
  const replayed = parseCases(readFileSync(file, 'utf8')).map((one) => replayCase(one))
  process.stdout.write(`${JSON.stringify(replayed)}\n`)
}

try {
  main()
} catch (error) {
  console.error(`replay: ${(error as Error).message}`)
  process.exitCode = 1
}
