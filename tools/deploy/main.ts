import { readFileSync, writeFileSync } from 'node:fs'
import { buildAll } from '../build/build'
import { functionSources, functionsBuilt } from '../paths'
import { releasesWithMaps } from '../symbolicate/releasesWithMaps'
import { parseArguments } from './arguments'
import { cloudbaserc, cloudbasercText } from './cloudbaserc'
import { runSteps } from './deploy'
import { DeployError } from './deployError'
import { readFunctions } from './functions'
import { planDeployment, printPlan } from './plan'
import { sourceMapsStep } from './sourceMapsStep'
import { subjectOf } from './subject'
import { openWechatEnvironment, readCredentials } from './wechatEnvironment'

/** `npm run deploy -- --env ENV [--app DIR] [--dry-run]`: builds, shows the plan, and carries it out unless it is a dry run. */
async function main(): Promise<void> {
  const request = parseArguments(process.argv.slice(2))
  if (request.kind === 'write-config') {
    writeFileSync(cloudbaserc, cloudbasercText(readFunctions(functionSources)))
    return
  }
  const { problems } = await buildAll(undefined, ['functions', 'sdk', 'phone'])
  if (problems.length > 0) throw new DeployError(`the build failed:\n  ${problems.join('\n  ')}`)
  const subject = subjectOf(request.app)
  const built = readFunctions(functionsBuilt)
  const functions = built.filter(({ name }) => !subject.without.includes(name))
  const maps = releasesWithMaps().map(({ release, maps }) => sourceMapsStep(release, maps))
  const steps = planDeployment(subject, functions, Date.now(), maps)
  printPlan(request.environment, steps, console.log)
  if (request.dryRun) {
    console.log('\ndry run: nothing was sent')
    return
  }
  if (readFileSync(cloudbaserc, 'utf8') !== cloudbasercText(built)) {
    throw new DeployError(
      'cloudbaserc.json does not say what the functions say: run `npm run deploy -- --write-config`',
    )
  }
  console.log('')
  await runSteps(steps, openWechatEnvironment(request.environment, readCredentials(process.env)), console.log)
  console.log(`deployed to ${request.environment}`)
}

main().catch((error: unknown) => {
  console.error(error instanceof DeployError ? `deploy: ${error.message}` : error)
  process.exitCode = 1
})
