import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { listFolders } from '../files'
import { dist, functionsBuilt, phoneBuilt, phoneSources, sdkBuilt, shellBuilt } from '../paths'
import { inputHash, lastBuilt, remember, type Target } from './freshness'
import { buildFunction, functionNames } from './functions'
import { buildPhone } from './phone'
import { writeProjectConfig } from './projectConfig'
import { type BuiltFile, describeBuilt } from './report'
import { buildSdk } from './sdk'
import { buildShell } from './shell'

/** What a build did: problems are sentences; an empty list means that all of dist/ is good. */
export interface BuildOutcome {
  built: Target[]
  problems: string[]
  durationMs: number
}

type Say = (line: string) => void
type Made = { parts: BuiltFile[]; problems: string[] }
type Make = () => Promise<Made>

const everything: readonly Target[] = ['functions', 'sdk', 'phone', 'shell']

/**
 * Builds what changed since the last build into dist/. Each part is built aside and swapped in when it is whole, so a
 * broken source leaves the last good part in place.
 * @param say gets a line for each part that was built.
 * @param targets what to look at; a deployment needs no browser phone.
 */
export async function buildAll(say: Say = () => {}, targets: readonly Target[] = everything): Promise<BuildOutcome> {
  const startedMs = performance.now()
  const scratch = join(dist, `.scratch-${process.pid}`)
  mkdirSync(scratch, { recursive: true })
  const outcome: BuildOutcome = { built: [], problems: [], durationMs: 0 }
  const step = async (target: Target, make: Make) => {
    if (targets.includes(target)) await runTarget(target, make, outcome, say)
  }
  const good = async (parts: Promise<BuiltFile[]>) => ({ parts: await parts, problems: [] })
  try {
    const functions = step('functions', () => buildFunctions(scratch))
    await step('sdk', () => good(buildSdk(scratch)))
    await step('phone', () => good(buildPhone(scratch)))
    await step('shell', () => good(buildShell(scratch, say)))
    await functions
    writeProjectConfig()
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  return { ...outcome, durationMs: performance.now() - startedMs }
}

async function runTarget(target: Target, make: Make, outcome: BuildOutcome, say: Say): Promise<void> {
  const hash = inputHash(target)
  if (lastBuilt()[target] === hash && isThere(target)) return
  const { parts, problems } = await make().catch((error: Error) => ({ parts: [], problems: [error.message] }))
  for (const part of parts) {
    const { line, over } = describeBuilt(part)
    say(line)
    if (over) problems.push(`${part.name} is over its budget`)
  }
  remember(target, problems.length === 0 ? hash : undefined)
  outcome.built.push(target)
  outcome.problems.push(...problems.map((problem) => `${target}: ${problem}`))
}

function isThere(target: Target): boolean {
  if (target === 'functions') return functionNames().every((name) => existsSync(join(functionsBuilt, name, 'index.js')))
  if (target === 'shell') return existsSync(shellBuilt) || !existsSync(join(phoneBuilt, 'app.json'))
  if (target === 'sdk') return existsSync(sdkBuilt) || !existsSync(join(phoneSources, 'sdk', 'index.ts'))
  return existsSync(phoneBuilt)
}

async function buildFunctions(scratch: string): Promise<Made> {
  const names = functionNames()
  for (const gone of listFolders(functionsBuilt).filter((name) => !names.includes(name))) {
    rmSync(join(functionsBuilt, gone), { recursive: true })
  }
  const results = await Promise.allSettled(names.map((name) => buildFunction(name, scratch)))
  const parts = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const problems = results.flatMap((result, index) =>
    result.status === 'rejected' ? [`${names[index]}: ${(result.reason as Error).message}`] : [],
  )
  return { parts, problems }
}
