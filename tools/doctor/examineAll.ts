import { join, resolve } from 'node:path'
import { DeployError } from '../deploy/deployError'
import type { Environment } from '../deploy/environment'
import { readFunctions } from '../deploy/functions'
import type { Credentials } from '../deploy/signature'
import { subjectOf } from '../deploy/subject'
import { readCredentials } from '../deploy/wechatEnvironment'
import { functionSources, root } from '../paths'
import { lookAtMachine } from '../setup/browserSetup'
import { examineBrowser, examineDataFolder, examinePort } from './examine'
import { examineEnvironment } from './examineEnvironment'
import { examineProject } from './examineProject'
import { printSymptom } from './printSymptom'
import { readChart } from './readChart'
import type { Symptom } from './symptom'

/** What the doctor needs of the machine beside the words of the command. */
export interface Practice {
  /** with the account's key in them */
  variables: NodeJS.ProcessEnv
  openEnvironment(id: string, credentials: Credentials): Environment
  /** epoch ms */
  nowMs: number
  say(line: string): void
}

/** Says what is wrong, each with its remedy. @returns whether nothing is */
export async function examineAll(words: readonly string[], practice: Practice): Promise<boolean> {
  const option = (name: string): string | undefined => {
    const at = words.indexOf(name)
    return at < 0 ? undefined : words[at + 1]
  }
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
    ...(await environmentSymptoms(option('--env'), app, practice)),
  ]
  for (const symptom of symptoms) printSymptom(symptom, practice.say)
  return symptoms.every(({ state }) => state !== 'error')
}

async function environmentSymptoms(
  env: string | undefined,
  app: string | undefined,
  { variables, openEnvironment, nowMs }: Practice,
): Promise<Symptom[]> {
  if (env === undefined) return []
  try {
    const subject = subjectOf(app === undefined ? undefined : resolve(app))
    const functions = readFunctions(functionSources).filter(({ name }) => !subject.without.includes(name))
    const environment = openEnvironment(env, readCredentials(variables))
    return examineEnvironment(await readChart(environment, subject, functions, nowMs))
  } catch (error) {
    if (!(error instanceof DeployError)) throw error
    const [text = '', ...rest] = error.message.split('\n')
    return [
      { name: 'environment', state: 'error', text, remedy: rest.join(' ').trim() || 'see docs/troubleshooting.md' },
    ]
  }
}
