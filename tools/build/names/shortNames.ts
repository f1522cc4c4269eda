import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../paths'
import { joined, takeApart } from './variables'

/** What `npm run names` found: names of variables under the script that they fit. */
export const foundFile = join(root, 'tools', 'build', 'names', 'found.json')

const found = (): Record<string, string> => (existsSync(foundFile) ? JSON.parse(readFileSync(foundFile, 'utf8')) : {})

export const keyOf = (script: string): string => createHash('sha256').update(script).digest('hex').slice(0, 16)

/** Whether there are names for exactly this script. */
export const isNamed = (script: string): boolean => keyOf(script) in found()

/** The same script with the names with which gzip makes least of it, if they were found for exactly this one. */
export function withShortNames(script: string): string {
  const names = found()[keyOf(script)]
  return names === undefined ? script : joined(takeApart(script), names.split(' '))
}
