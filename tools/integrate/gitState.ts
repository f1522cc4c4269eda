import { spawnSync } from 'node:child_process'
import { IntegrateError } from './integrateError'

/**
 * Refuses a project whose own changes could get lost among ours.
 * @throws IntegrateError that says how to go on
 */
export function refuseDirtyTree(folder: string): void {
  const { status, stdout } = spawnSync('git', ['-C', folder, 'status', '--porcelain', '--', '.'], { encoding: 'utf8' })
  const otherwise = 'or say --allow-dirty'
  if (status !== 0) {
    throw new IntegrateError(
      `${folder} is not under git, so what is done cannot be compared: run git init, ${otherwise}`,
    )
  }
  const changed = stdout.split('\n').filter((line) => line !== '')
  if (changed.length === 0) return
  const some = changed
    .slice(0, 5)
    .map((line) => `\n  ${line}`)
    .join('')
  const more = changed.length > 5 ? `\n  and ${changed.length - 5} more` : ''
  throw new IntegrateError(
    `${folder} has changes that are not committed: commit or stash them, ${otherwise}${some}${more}`,
  )
}
