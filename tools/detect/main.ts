import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { detectSeries } from './detectSeries'

/** `npm run --silent detect -- --in DIR --out DIR`: judges every `SET/NAME.csv[.gz]` into `SET/NAME.csv`. */
async function main(): Promise<void> {
  const from = option('--in')
  const to = option('--out')
  if (from === undefined || to === undefined) return fail('detect needs --in DIR and --out DIR')
  if (!statSync(from, { throwIfNoEntry: false })?.isDirectory()) return fail(`--in ${from} is not a folder`)
  for (const set of readdirSync(from, { withFileTypes: true })) {
    if (!set.isDirectory()) continue
    const files = readdirSync(join(from, set.name)).filter((name) => /\.csv(\.gz)?$/.test(name))
    if (files.length > 0) mkdirSync(join(to, set.name), { recursive: true })
    for (const file of files) {
      await detectSeries(join(from, set.name, file), join(to, set.name, file.replace(/\.gz$/, '')))
    }
  }
}

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}

function fail(text: string): void {
  console.error(`kandian: ${text}`)
  process.exitCode = 1
}

main().catch((error: Error) => fail(error.message))
