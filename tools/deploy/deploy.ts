import { conflicts } from './conflicts'
import { DeployError } from './deployError'
import type { Environment, Seen } from './environment'
import { explained } from './explain'
import type { DeployedFunction } from './functions'
import type { DeploymentPlan } from './plan'
import type { Step } from './steps'
import type { Subject } from './subject'

type Say = (line: string) => void

/**
 * Looks at the environment and leaves out what it has already.
 * @param newest schema that this version writes
 * @throws DeployError before anything is changed: no login, wrong environment, names that are taken
 */
export async function stepsLeft(
  { steps, ledger }: DeploymentPlan,
  subject: Subject,
  functions: readonly DeployedFunction[],
  environment: Environment,
  newest: number,
): Promise<Step[]> {
  const seen = await lookAt(environment, subject)
  ledger.open(seen, environment, newest)
  const taken = conflicts(seen, subject, functions, ledger)
  if (taken.length > 0) {
    throw new DeployError(`nothing was changed:${taken.map((sentence) => `\n  ${sentence}`).join('')}`)
  }
  return steps.filter((step) => step.isDone?.(seen) !== true && step.kind !== 'account')
}

/** Logs in and looks. @throws DeployError with the remedy */
export async function lookAt(environment: Environment, { collections }: Pick<Subject, 'collections'>): Promise<Seen> {
  try {
    await environment.logIn()
    return await environment.look(collections.map(({ name }) => name))
  } catch (error) {
    throw new DeployError(`nothing was changed: ${explained(error as Error)}`)
  }
}

/**
 * Runs the steps one after the other, saying how far it is.
 * @throws DeployError naming the step at which it stopped; running it again goes on from there.
 */
export async function runSteps(steps: readonly Step[], environment: Environment, say: Say): Promise<void> {
  for (const [index, step] of steps.entries()) {
    const name = `[${index + 1}/${steps.length}] ${step.kind} ${step.name}`
    try {
      say(`${name}: ${await step.run(environment)}`)
    } catch (error) {
      throw new DeployError(
        `${name} failed: ${explained(error as Error)}\nEvery step may be repeated: put that right and run the same command again.`,
      )
    }
  }
}
