import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildAll } from '../build/build'
import { root, shown } from '../paths'
import { applyChanges, removeEmpty } from './apply'
import { type IntegrateRequest, parseArguments } from './arguments'
import { refuseDirtyTree } from './gitState'
import { IntegrateError } from './integrateError'
import { planIntegration } from './plan'
import { readProject } from './project'
import { readRecord, recordFile } from './record'
import { planRemoval } from './remove'
import { showChanges, showPlan } from './show'

/** `npm run integrate -- --app DIR [--write | --remove]`: shows what it would do, does it, or undoes it. */
async function main(): Promise<void> {
  const request = parseArguments(process.argv.slice(2))
  if (request.action === 'remove') return remove(request)
  const { problems } = await buildAll(undefined, ['functions', 'sdk', 'phone'])
  if (problems.length > 0) throw new IntegrateError(`the build failed:\n  ${problems.join('\n  ')}`)
  const project = readProject(request.app)
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const plan = planIntegration(project, readRecord(request.app), request, version)
  if (plan.changes.length === 0 && plan.problems.length === 0) return console.log('nothing to do: all is in place')
  showPlan(plan, console.log)
  refuse(plan.problems)
  const again = `npm run integrate -- --app ${shown(request.app)}`
  if (request.action === 'show') return console.log(`\nnothing was written; to do it: ${again} --write`)
  if (!request.allowDirty) refuseDirtyTree(request.app)
  applyChanges(request.app, plan.changes, plan.record.folders)
  console.log(`\nwritten; look at it with git diff, try it with npm start -- --app ${shown(request.app)}`)
  console.log(`then npm run deploy -- --env ENV --app ${shown(request.app)}; to undo: ${again} --remove`)
}

function remove({ app }: IntegrateRequest): void {
  const record = readRecord(app)
  if (record === null)
    throw new IntegrateError(`${app} has no ${recordFile}: nothing was put in there, nothing is taken out`)
  const { changes, problems } = planRemoval(app, record)
  showChanges(changes, console.log)
  refuse(problems)
  applyChanges(app, changes)
  removeEmpty(app, record.folders)
  console.log('\ntaken out; what is in the cloud stays there')
}

function refuse(problems: readonly string[]): void {
  if (problems.length === 0) return
  const list = problems.map((problem) => `\n  ${problem}`).join('')
  throw new IntegrateError(`nothing was written:${list}`)
}

main().catch((error: unknown) => {
  console.error(error instanceof IntegrateError ? `integrate: ${error.message}` : error)
  process.exitCode = 1
})
