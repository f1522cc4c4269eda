import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { DecodedMap } from '../../core/errors/sourceMaps/decodedMap'
import { hashOf } from '../files'
import { DeployError } from './deployError'
import { firstSettingsStep, firstStoreStep } from './firstDocuments'
import type { DeployedFunction } from './functions'
import { Ledger } from './ledger'
import type { Migration } from './migrations/migration'
import { migrationStep } from './migrations/migrationStep'
import { oldMapsStep } from './oldMapsStep'
import { sourceMapsStep } from './sourceMapsStep'
import { beginStep, collectionStep, functionStep, logInStep, recordStep, type Step } from './steps'
import type { Subject } from './subject'

/** What is deployed. */
export interface Deployment {
  subject: Subject
  functions: DeployedFunction[]
  maps: { release: string; maps: DecodedMap[] }[]
  /** takes a release's maps out of where `maps` come from */
  forgetMaps(release: string): void
  migrations: readonly Migration[]
  version: string
  /** folder of this machine for what an environment held before */
  kept: string
  nowMs: number
}

/** Of that folder the place for documents as they were before a migration. */
export const documentsKept = (kept: string): string => join(kept, 'documents')

/** The steps of a deployment, and the ledger that they share. */
export interface DeploymentPlan {
  steps: Step[]
  ledger: Ledger
}

/**
 * Everything that a deployment does, in order: the collections stand before the functions that write to them, and
 * documents have their new form before functions that read it.
 * @throws DeployError when there is no function to deploy.
 */
export function planDeployment(deployment: Deployment): DeploymentPlan {
  const { subject, functions, maps, migrations, version, kept, nowMs } = deployment
  if (functions.length === 0) throw new DeployError('no function is built: run `npm run build` and look at its errors')
  const ledger = new Ledger()
  const collections = subject.collections.map(collectionStep)
  const hashes = functions.map(({ folder }) => hashOf([folder]).slice(0, 16))
  const all = createHash('sha256').update(hashes.join()).digest('hex').slice(0, 12)
  const place = { before: join(kept, `before-${all}`), ledger }
  const steps = [
    logInStep(),
    // first of all the record, so that a deployment that breaks knows its own collections again
    ...collections.filter(({ name }) => name === 'settings'),
    beginStep(ledger),
    ...collections.filter(({ name }) => name !== 'settings'),
    firstSettingsStep(subject),
    firstStoreStep(nowMs, subject),
    ...migrations.map((migration) => migrationStep(migration, documentsKept(kept), ledger)),
    ...maps.map(({ release, maps: decoded }) => sourceMapsStep(release, decoded, ledger)),
    oldMapsStep(
      maps.map(({ release }) => release),
      { nowMs, ledger, forget: deployment.forgetMaps },
    ),
    ...functions.map((built, index) => functionStep(built, { ...place, hash: hashes[index] as string })),
    recordStep(version, ledger),
  ]
  return { steps, ledger }
}

const headings: Record<Step['kind'], string> = {
  account: 'account',
  record: 'record of what was done',
  collection: 'collections, with permission and indexes',
  document: 'documents and secrets, made once and never overwritten',
  migration: 'stored documents that get a new form',
  maps: 'source maps, by release of the mini-program',
  function: 'functions, with runtime, memory, timeout, timers and WeChat interfaces',
}

/** The plan as a person reads it. */
export function printPlan(environment: string, steps: readonly Step[], say: (line: string) => void): void {
  say(`plan for environment ${environment}`)
  for (const kind of Object.keys(headings) as Step['kind'][]) {
    const mine = steps.filter((step) => step.kind === kind)
    if (mine.length === 0) continue
    say(`\n${headings[kind]} (${mine.length})`)
    for (const step of mine) {
      const [first = '', ...rest] = step.describe()
      say(`  ${step.name.padEnd(14)} ${first}`)
      for (const line of rest) say(`  ${''.padEnd(14)} ${line}`)
    }
  }
}
