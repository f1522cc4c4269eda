import { buildAll } from './build'

/** `npm run build`: exits 1 when a part could not be built or is over its budget. */
async function main(): Promise<void> {
  const { built, problems, durationMs } = await buildAll(console.log)
  for (const problem of problems) console.error(`build: ${problem}`)
  const seconds = (durationMs / 1000).toFixed(1)
  console.log(
    built.length === 0 && problems.length === 0 ? 'dist/ is fresh' : `built ${built.join(', ')} in ${seconds} s`,
  )
  if (problems.length > 0) process.exitCode = 1
}

void main()
