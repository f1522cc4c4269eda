import { join, resolve } from 'node:path'
import { DeployError } from '../deploy/deployError'
import { readFunctions } from '../deploy/functions'
import { subjectOf } from '../deploy/subject'
import { openWechatEnvironment, readCredentials } from '../deploy/wechatEnvironment'
import { functionSources, root } from '../paths'
import { lookAtMachine } from '../setup/browserSetup'
import { examineBrowser, examineDataFolder, examinePort } from './examine'
import { examineEnvironment } from './examineEnvironment'
import { examineProject } from './examineProject'
import { printSymptom } from './printSymptom'
import { readChart } from './readChart'
import type { Symptom } from './symptom'

/**
 * `npm run doctor [-- --app DIR] [--env ENV] [--port N] [--data DIR]`: what is wrong with this machine, with a project,
 * with an environment. Node and dependencies were seen before.
 */
async function main(): Promise<void> {
  // Without --port `npm start` takes any free one.
  const port = option('--port')
  const app = option('--app')
  const symptoms: Symptom[] = [
    { name: 'node', state: 'ok', text: process.versions.node },
    { name: 'dependencies', state: 'ok', text: 'installed, as the lock says' },
    examineBrowser(lookAtMachine()),
    ...(port === undefined ? [] : [await examinePort(Number(port))]),
    examineDataFolder(option('--data') ?? join(root, '.kandian')),
    ...(app === undefined ? [] : examineProject(resolve(app))),
    ...(await environmentSymptoms(option('--env'), app)),
  ]
  for (const symptom of symptoms) printSymptom(symptom, console.log)
  if (symptoms.some(({ state }) => state === 'error')) process.exitCode = 1
}

async function environmentSymptoms(env: string | undefined, app: string | undefined): Promise<Symptom[]> {
  if (env === undefined) return []
  try {
    const subject = subjectOf(app === undefined ? undefined : resolve(app))
    const functions = readFunctions(functionSources).filter(({ name }) => !subject.without.includes(name))
    const environment = openWechatEnvironment(env, readCredentials(process.env))
    return examineEnvironment(await readChart(environment, subject, functions, Date.now()))
  } catch (error) {
    if (!(error instanceof DeployError)) throw error
    const [text = '', ...rest] = error.message.split('\n')
    return [
      { name: 'environment', state: 'error', text, remedy: rest.join(' ').trim() || 'see docs/troubleshooting.md' },
    ]
  }
}

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}

// the SDK keeps timers that would hold the command for a minute
void main().finally(() => process.exit())
