/** Mini-programs of somebody else's, each of another shape, in a folder of their own and under git. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { applyChanges, removeEmpty } from '../../../tools/integrate/apply'
import { type IntegrateRequest, parseArguments } from '../../../tools/integrate/arguments'
import { planIntegration } from '../../../tools/integrate/plan'
import { readProject } from '../../../tools/integrate/project'
import { readRecord } from '../../../tools/integrate/record'
import { planRemoval } from '../../../tools/integrate/remove'
import { root } from '../../../tools/paths'

/** What each is like, and what a run of `integrate` for it needs to be told. */
export const APPS = {
  plain: { like: 'JavaScript, no root, no cloud', words: ['--env', 'noodles-1a2b3c'] },
  typed: { like: 'TypeScript under a root, functions, orders', words: ['--watch', 'order'] },
  packaged: { like: 'subpackages (one is called admin), npm, tabs and CRLF', words: ['--pages', 'watchdesk'] },
  tabbed: { like: 'tabBar, modules, a byte order mark, cloudbaserc.json', words: ['--watch', 'menu'] },
  plugged: { like: 'a plugin’s component', words: [] },
  taro: { like: 'what Taro puts out', words: [] },
} as const

export type AppName = keyof typeof APPS
export const appNames = Object.keys(APPS) as AppName[]

/** A copy of the app, committed. */
export function checkedOut(name: AppName): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'kandian-app-')), name)
  cpSync(join(root, 'test/fixtures/miniprograms', name), folder, { recursive: true })
  git(folder, 'init', '--quiet')
  git(folder, 'config', 'core.autocrlf', 'false')
  git(folder, 'add', '--all')
  git(folder, '-c', 'user.name=t', '-c', 'user.email=t@t', 'commit', '--quiet', '--message', 'the app')
  return folder
}

export function git(folder: string, ...words: string[]): string {
  const { status, stdout, stderr } = spawnSync('git', ['-C', folder, ...words], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`git ${words.join(' ')}: ${stderr}`)
  return stdout
}

export function planFor(folder: string, ...words: string[]) {
  const request: IntegrateRequest = parseArguments(['--app', folder, ...words])
  return planIntegration(readProject(folder), readRecord(folder), request, '1.2.3')
}

export function integrate(folder: string, ...words: string[]) {
  const plan = planFor(folder, ...words)
  if (plan.problems.length > 0) throw new Error(plan.problems.join('\n'))
  applyChanges(folder, plan.changes, plan.record.folders)
  return plan
}

export function takeOutAgain(folder: string): void {
  const record = readRecord(folder)
  if (record === null) throw new Error('nothing was put in')
  const { changes, problems } = planRemoval(folder, record)
  if (problems.length > 0) throw new Error(problems.join('\n'))
  applyChanges(folder, changes)
  removeEmpty(folder, record.folders)
}
