import { parseArgs } from 'node:util'

/** `npm run crash -- --kills N`: the last line is `acked=N lost=0 integrity=ok`, and the exit code says whether it is. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { kills: { type: 'string', default: '100' }, serve: { type: 'string' } } })
  if (values.serve !== undefined) {
    const { serveCloud } = await import('./serveCloud')
    return serveCloud(values.serve)
  }
  const kills = Number(values.kills)
  if (!Number.isInteger(kills) || kills < 1)
    throw new Error(`--kills must be a whole number from 1, not ${values.kills}`)
  const { crash } = await import('./crash')
  const { acked, lost, integrity } = await crash(kills, console.log)
  console.log(`acked=${acked} lost=${lost} integrity=${integrity}`)
  if (lost > 0 || integrity !== 'ok') process.exitCode = 1
}

main().catch((error: Error) => {
  console.error(`crash: ${error.message}`)
  process.exitCode = 1
})
