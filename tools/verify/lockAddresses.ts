import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../paths'
import { type Finding, found } from './check'

interface Lock {
  packages: Record<string, { resolved?: string; integrity?: string; version?: string; link?: boolean }>
}

/** A lock with download addresses would send others to a registry they may not reach; one without hashes proves nothing. */
export function checkLock(text = readFileSync(join(root, 'package-lock.json'), 'utf8')): Finding {
  const packages = Object.entries((JSON.parse(text) as Lock).packages).filter(([path]) => path !== '')
  const problems = packages.flatMap(([path, { resolved, integrity }]) => [
    ...(resolved === undefined ? [] : [`${path} names where it was downloaded from`]),
    ...(integrity === undefined ? [`${path} has no integrity hash`] : []),
  ])
  return found(problems, `${packages.length} packages`)
}
