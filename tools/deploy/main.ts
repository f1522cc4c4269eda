import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildAll } from '../build/build'
import { writeFile } from '../files'
import { functionSources, functionsBuilt, mapsKept, root } from '../paths'
import { openMapStore } from '../symbolicate/mapStore'
import { releasesWithMaps } from '../symbolicate/releasesWithMaps'
import { type DeployRequest, parseArguments } from './arguments'
import { rollBack } from './before'
import { cloudbaserc, cloudbasercText } from './cloudbaserc'
import { lookAt, runSteps, stepsLeft } from './deploy'
import { DeployError } from './deployError'
import type { Environment } from './environment'
import { readFunctions } from './functions'
import type { Ledger } from './ledger'
import { migrations, schema } from './migrations/migrations'
import { restoreDocuments } from './migrations/restore'
import { type Deployment, documentsKept, planDeployment, printPlan } from './plan'
import { subjectOf } from './subject'
import { openWechatEnvironment, readCredentials } from './wechatEnvironment'

type Request = Extract<DeployRequest, { kind: 'deploy' }>

/** `npm run deploy -- --env ENV [--app DIR] [--dry-run | --restore | --rollback]`: builds, looks, shows the plan, carries it out. */
async function main(): Promise<void> {
  const request = parseArguments(process.argv.slice(2))
  if (request.kind === 'write-config') {
    writeFileSync(cloudbaserc, cloudbasercText(readFunctions(functionSources)))
    return
  }
  const deployment = await deploymentOf(request)
  const plan = planDeployment(deployment)
  const hasKey = process.env.TENCENTCLOUD_SECRETID !== undefined
  if (request.mode === 'dryRun' && !hasKey) {
    printPlan(request.environment, plan.steps, console.log)
    console.log('\ndry run: nothing was sent; with the account’s key it would be compared with what is there')
    return
  }
  const environment = openWechatEnvironment(request.environment, readCredentials(process.env), folderOfTcb(deployment))
  if (request.mode === 'restore' || request.mode === 'rollback') {
    plan.ledger.open(await lookAt(environment, deployment.subject), environment, schema)
    return goBack[request.mode](environment, deployment, plan.ledger)
  }
  const steps = await stepsLeft(plan, deployment.subject, deployment.functions, environment, schema)
  if (steps.length === 0) return console.log(`nothing to do: ${request.environment} has ${deployment.version}`)
  printPlan(request.environment, steps, console.log)
  if (request.mode === 'dryRun') return console.log('\ndry run: nothing was changed')
  console.log('')
  await runSteps(steps, environment, console.log)
  console.log(`deployed to ${request.environment}`)
}

const goBack = {
  rollback: async (environment: Environment, { kept }: Deployment, ledger: Ledger): Promise<void> => {
    await rollBack(environment, kept, ledger, console.log)
    console.log('rolled back; the next deployment uploads all functions again')
  },
  restore: async (environment: Environment, { kept, nowMs }: Deployment, ledger: Ledger): Promise<void> => {
    await restoreDocuments(environment, documentsKept(kept), ledger, nowMs, console.log)
    console.log('restored; now --rollback, or a deployment that brings the documents into their new form again')
  },
}

/** Where `tcb` finds cloudbaserc.json: the project's for the sample shop, else one that names the app's functions. */
function folderOfTcb({ subject, functions, kept }: Deployment): string {
  if (subject.functionRoot === functionsBuilt) return root
  writeFile(join(kept, 'cloudbaserc.json'), cloudbasercText(functions, subject.functionRoot))
  return kept
}

async function deploymentOf({ app, environment }: Request): Promise<Deployment> {
  const { problems } = await buildAll(undefined, ['functions', 'sdk', 'phone'])
  if (problems.length > 0) throw new DeployError(`the build failed:\n  ${problems.join('\n  ')}`)
  const built = readFunctions(functionsBuilt)
  if (readFileSync(cloudbaserc, 'utf8') !== cloudbasercText(built)) {
    throw new DeployError(
      'cloudbaserc.json does not say what the functions say: run `npm run deploy -- --write-config`',
    )
  }
  const subject = subjectOf(app)
  const ours = new Set(built.map(({ name }) => name).filter((name) => !subject.without.includes(name)))
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  return {
    subject,
    functions: readFunctions(subject.functionRoot).filter(({ name }) => ours.has(name)),
    maps: releasesWithMaps(),
    forgetMaps: openMapStore(mapsKept).forget,
    migrations,
    version,
    kept: join(root, '.kandian', 'deployed', environment),
    nowMs: Date.now(),
  }
}

main().then(
  // the SDK keeps timers that would hold the command for a minute
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof DeployError ? `deploy: ${error.message}` : error)
    process.exit(1)
  },
)
