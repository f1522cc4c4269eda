import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntegrateError } from './integrateError'
import type { Project } from './project'

/**
 * The lines that put the wrapper around a function of theirs. They go to the end of its index.js, where its handler is
 * exported and wx-server-sdk is initialised.
 * @throws IntegrateError when the function cannot be wrapped
 */
export function wrapperLines({ folder, functionRoot }: Project, name: string, store: string): string[] {
  const path = `${functionRoot}${name}/index.js`
  const file = join(folder, path)
  if (!existsSync(file)) throw new IntegrateError(`--watch ${name}: ${path} does not exist`)
  const code = readFileSync(file, 'utf8')
  if (!/\bexports\.main\b|\bmodule\.exports\b/.test(code)) {
    throw new IntegrateError(`--watch ${name}: ${path} has no exports.main to put the wrapper around`)
  }
  if (!/require\(\s*['"]wx-server-sdk['"]\s*\)/.test(code)) {
    throw new IntegrateError(`--watch ${name}: ${path} does not use wx-server-sdk, by which measurements are written`)
  }
  const own = /\b(?:const|let|var)\s+([\w$]+)\s*=\s*[\w$]+\.database\(\s*\)/.exec(code)?.[1]
  const database = own ?? "require('wx-server-sdk').database()"
  const options = `{ store: '${store}', name: '${name}', database: ${database} }`
  return [`module.exports.main = require('./kandian-server').watch(module.exports.main, ${options}).main`]
}
