import { DeployError } from './deployError'
import { firstSettingsStep, firstStoreStep } from './firstDocuments'
import type { DeployedFunction } from './functions'
import { collectionStep, functionStep, logInStep, type Step } from './steps'
import type { Subject } from './subject'

/**
 * Everything that a deployment does, in order: the collections stand before the functions that write to them.
 * @throws DeployError when there is no function to deploy.
 */
export function planDeployment(
  subject: Subject,
  functions: DeployedFunction[],
  nowMs: number,
  maps: Step[] = [],
): Step[] {
  if (functions.length === 0) throw new DeployError('no function is built: run `npm run build` and look at its errors')
  const documents = [firstSettingsStep(subject), firstStoreStep(nowMs, subject)]
  const collections = subject.collections.map(collectionStep)
  return [logInStep(), ...collections, ...documents, ...maps, ...functions.map(functionStep)]
}

const headings: Record<Step['kind'], string> = {
  account: 'account',
  collection: 'collections, with permission and indexes',
  document: 'documents and secrets, made once and never overwritten',
  maps: 'source maps, by release of the mini-program',
  function: 'functions, with runtime, memory, timeout, timers and WeChat interfaces',
}

/** The plan as a person reads it. */
export function printPlan(environment: string, steps: Step[], say: (line: string) => void): void {
  say(`plan for environment ${environment}`)
  for (const kind of Object.keys(headings) as Step['kind'][]) {
    const mine = steps.filter((step) => step.kind === kind)
    say(`\n${headings[kind]} (${mine.length})`)
    for (const step of mine) {
      const [first = '', ...rest] = step.describe()
      say(`  ${step.name.padEnd(14)} ${first}`)
      for (const line of rest) say(`  ${''.padEnd(14)} ${line}`)
    }
  }
}
