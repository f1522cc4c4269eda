import { DeployError } from './deployError'
import type { Environment } from './environment'
import type { Step } from './steps'

/**
 * Runs the steps one after the other, saying how far it is.
 * @throws DeployError naming the step at which it stopped; running it again goes on from there.
 */
export async function runSteps(steps: Step[], environment: Environment, say: (line: string) => void): Promise<void> {
  for (const [index, step] of steps.entries()) {
    const name = `[${index + 1}/${steps.length}] ${step.kind} ${step.name}`
    try {
      say(`${name}: ${await step.run(environment)}`)
    } catch (error) {
      const reason = (error as Error).message
      throw new DeployError(
        `${name} failed: ${reason}\nEvery step may be repeated: put that right and run the same command again.`,
      )
    }
  }
}
