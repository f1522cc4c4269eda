import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { kilobytes } from '../build/report'
import { readFunctions } from '../deploy/functions'
import { IntegrateError } from '../integrate/integrateError'
import { packageSizes, tooLarge } from '../integrate/packageSizes'
import { changedByHand } from '../integrate/plan'
import { type Project, readProject } from '../integrate/project'
import { type Record, readRecord, recordFile } from '../integrate/record'
import type { Symptom } from './symptom'

/** Everything about the files of a mini-program project that keeps it from running or being uploaded. */
export function examineProject(folder: string): Symptom[] {
  let project: Project
  let record: Record | null
  try {
    project = readProject(folder)
    record = readRecord(folder)
  } catch (error) {
    if (!(error instanceof IntegrateError)) throw error
    return [{ name: 'project', state: 'error', text: error.message, remedy: 'put that right and look again' }]
  }
  return [
    { name: 'project', state: 'ok', text: `appid ${project.config.appid}, ${project.app.pages.length} pages` },
    integration(folder, record),
    sizes(project, record),
    ...(record === null ? [] : [permissions(project, record)]),
  ]
}

function integration(folder: string, record: Record | null): Symptom {
  const name = 'integration'
  if (record === null) {
    return {
      name,
      state: 'warning',
      text: `no ${recordFile}: 看店 is not in this app`,
      remedy: `npm run integrate -- --app ${folder}`,
    }
  }
  const missing = Object.keys(record.created).filter((path) => !existsSync(join(folder, path)))
  const problems = [...missing.map((path) => `${path} is missing`), ...changedByHand(folder, record)]
  if (problems.length === 0)
    return { name, state: 'ok', text: `version ${record.version}, store ${record.store.id}, pages in ${record.pages}/` }
  return {
    name,
    state: 'error',
    text: problems.slice(0, 3).join('; '),
    remedy: `npm run integrate -- --app ${folder} --write puts missing files back`,
  }
}

function sizes(project: Project, record: Record | null): Symptom {
  const weighed = packageSizes(project, record?.pages ?? 'admin', [])
  const [first] = tooLarge(weighed)
  const text = weighed
    .filter(({ bytes }) => bytes > 0)
    .map(({ name, bytes }) => `${name} ${kilobytes(bytes)}`)
    .join(', ')
  if (first === undefined) return { name: 'package sizes', state: 'ok', text }
  return { name: 'package sizes', state: 'error', text, remedy: first }
}

/** Which functions may send messages: without it WeChat answers 48001 or -604101 and nobody hears anything. */
function permissions({ folder, functionRoot }: Project, record: Record): Symptom {
  const ours = readFunctions(join(folder, functionRoot)).filter(
    ({ name }) => `${functionRoot}${name}/index.js` in record.created,
  )
  const senders = ours.filter(({ openapi }) => openapi.includes('subscribeMessage.send')).map(({ name }) => name)
  const name = 'permissions'
  if (senders.length > 0) return { name, state: 'ok', text: `${senders.join(', ')} may send messages` }
  return {
    name,
    state: 'error',
    text: 'no function may call subscribeMessage.send',
    remedy: 'restore config.json of the functions: npm run integrate -- --app DIR --write',
  }
}
