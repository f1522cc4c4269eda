import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import { type Machine, planBrowser } from '../setup/browserSetup'
import type { Symptom } from './symptom'

/** The browser and the Chinese font that the tests need; `npm start` does without. */
export function examineBrowser(machine: Machine): Symptom {
  const plan = planBrowser(machine)
  if (plan.kind === 'ready') return { name: 'browser', state: 'ok', text: `${machine.browser}, with a Chinese font` }
  if (plan.kind === 'tell') return { name: 'browser', state: 'warning', text: 'for tests only', remedy: plan.text }
  const missing = plan.packages.join(' and ')
  return {
    name: 'browser',
    state: 'warning',
    text: `${missing} missing`,
    remedy: '`npm test` installs what is missing',
  }
}

/** Whether the local cloud can listen on a port of this machine. */
export async function examinePort(port: number): Promise<Symptom> {
  const reason = await refusal(port)
  if (reason === undefined) return { name: 'port', state: 'ok', text: `${port} is free` }
  const remedy = 'stop what listens there, or start with another one: npm start -- --port N'
  return { name: 'port', state: 'error', text: `${port} cannot be used (${reason})`, remedy }
}

function refusal(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(undefined)))
  })
}

/** Whether the folder of the local cloud's data is there, or can be made. */
export function examineDataFolder(folder: string): Symptom {
  const name = 'data folder'
  const remedy = 'name another folder: npm start -- --data DIR'
  if (existsSync(folder) && !statSync(folder).isDirectory()) {
    return { name, state: 'error', text: `${folder} is a file`, remedy }
  }
  const place = nearestThere(folder)
  if (!isWritable(place)) return { name, state: 'error', text: `${place} cannot be written`, remedy }
  return { name, state: 'ok', text: existsSync(folder) ? folder : `${folder} (made at the first start)` }
}

function nearestThere(folder: string): string {
  return existsSync(folder) ? folder : nearestThere(dirname(folder))
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
