import { join } from 'node:path'
import { root } from '../paths'
import { lookAtMachine } from '../setup/browserSetup'
import { examineBrowser, examineDataFolder, examinePort } from './examine'
import type { Symptom } from './symptom'

const marks: Record<Symptom['state'], string> = { ok: 'ok     ', warning: 'warning', error: 'ERROR  ' }

/** `npm run doctor [-- --port N] [--data DIR]`: what is wrong with this machine. Node and dependencies were seen before. */
async function main(): Promise<void> {
  // Without --port `npm start` takes any free one.
  const port = option('--port')
  const symptoms: Symptom[] = [
    { name: 'node', state: 'ok', text: process.versions.node },
    { name: 'dependencies', state: 'ok', text: 'installed, as the lock says' },
    examineBrowser(lookAtMachine()),
    ...(port === undefined ? [] : [await examinePort(Number(port))]),
    examineDataFolder(option('--data') ?? join(root, '.kandian')),
  ]
  for (const { name, state, text, remedy } of symptoms) {
    console.log(`${marks[state]} ${name}: ${text}`)
    if (remedy !== undefined) console.log(`          ${remedy}`)
  }
  if (symptoms.some(({ state }) => state === 'error')) process.exitCode = 1
}

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}

void main()
