import { buildAll } from '../build/build'
import { ensureBrowser } from './browserSetup'

/** Readies what `start`, `test` or `tour` needs beyond the dependencies. All words go to standard error. */
async function prepare(command: string | undefined): Promise<void> {
  const say = (line: string) => console.error(`setup: ${line}`)
  // The tests build by themselves, so that a broken build is counted and shown like any other failure.
  if (command === 'test') return ensureBrowser(say)
  if (command === 'tour') await ensureBrowser(say)
  const { built, problems, durationMs } = await buildAll()
  if (built.length > 0) say(`built ${built.join(', ')} in ${(durationMs / 1000).toFixed(1)} s`)
  if (problems.length > 0) throw new Error(`the build failed:\n  ${problems.join('\n  ')}`)
}

prepare(process.argv[2]).catch((error: Error) => {
  console.error(`kandian: ${error.message}`)
  process.exitCode = 1
})
