import { groups } from './groups'
import { lineOf, type Row, verdictOf } from './harness/row'

/** `npm run bench -- GROUP…`: all groups when none is named. Fails when a row falls short of its target. */
async function main(names: string[]): Promise<void> {
  const unknown = names.find((name) => !Object.hasOwn(groups, name))
  if (unknown !== undefined) {
    throw new Error(`there is no group "${unknown}"; there are: ${Object.keys(groups).join(', ')}`)
  }
  const rows: Row[] = []
  for (const [name, load] of Object.entries(groups)) {
    if (names.length > 0 && !names.includes(name)) continue
    const group = await load()
    for await (const row of group()) {
      rows.push(row)
      console.log(lineOf(row))
    }
  }
  const judged = rows.filter((row) => row.target !== undefined)
  const within = judged.filter((row) => verdictOf(row) === 'ok')
  console.log(`bench: ${within.length} of ${judged.length} within target`)
  if (within.length < judged.length) process.exitCode = 1
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(`bench: ${error.message}`)
  process.exitCode = 1
})
