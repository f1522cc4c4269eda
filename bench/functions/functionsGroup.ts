import { statSync } from 'node:fs'
import { join } from 'node:path'
import { buildAll } from '../../tools/build/build'
import { functionNames } from '../../tools/build/functions'
import { functionsBuilt, root } from '../../tools/paths'
import { compare } from '../harness/compare'
import type { Group } from '../harness/group'
import { loadMs } from './loadMs'

/** A process each time, so few: the quartiles of eleven pairs lie within a tenth of each other. */
const PAIRS = 11

/**
 * What a cold start of each function costs: CPU of loading its file beside that of `require('wx-server-sdk')` from
 * node_modules, which is what any function of a shop pays. With it, what the function weighs and takes by itself.
 */
export const functionsGroup: Group = async function* () {
  const { problems } = await buildAll(undefined, ['functions'])
  if (problems.length > 0) throw new Error(problems.join('\n'))
  const sdk = join(root, 'node_modules', 'wx-server-sdk')
  let spentMs = 0
  const load = (path: string) => () => {
    spentMs += loadMs(path)
  }
  for (const name of functionNames()) {
    const file = join(functionsBuilt, name, 'index.js')
    yield { name: `functions.bytes.${name}`, value: statSync(file).size }
    const ratio = await compare(load(file), load(sdk), { by: () => spentMs, pairs: PAIRS, sideMs: 0 })
    yield { name: `functions.load.${name}/sdk`, ...ratio, target: 0.5 }
    yield { name: `functions.load.${name}.ms`, value: loadMs(file) }
  }
}
