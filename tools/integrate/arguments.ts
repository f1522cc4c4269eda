import { resolve } from 'node:path'
import commands from '../setup/commands.json'
import { IntegrateError } from './integrateError'

/** What `npm run integrate` was asked to do. */
export interface IntegrateRequest {
  /** the mini-program project, absolute */
  app: string
  action: 'show' | 'write' | 'remove'
  /** also where git sees changes that are not committed, or no git at all */
  allowDirty: boolean
  /** their functions to watch from the inside; undefined: as before */
  watch: string[] | undefined
  /** id of the shop in what is measured; undefined: as before */
  store: string | undefined
  /** folder of the owner's pages; undefined: as before */
  pages: string | undefined
  /** for an app that does not call wx.cloud.init itself; undefined: as before */
  environment: string | undefined
  /** file with sample documents of their orders, absolute */
  samples: string | undefined
}

const usage = `usage: ${commands.integrate.usage}`

const refuse = (text: string): never => {
  throw new IntegrateError(`${text}; ${usage}`)
}

/** @throws IntegrateError that names the word which is wrong */
export function parseArguments(words: readonly string[]): IntegrateRequest {
  const rest = words.flatMap((word) => (word.startsWith('--') ? word.split(/=(.*)/s).slice(0, 2) : [word]))
  const request: IntegrateRequest = {
    app: '',
    action: 'show',
    allowDirty: false,
    watch: undefined,
    store: undefined,
    pages: undefined,
    environment: undefined,
    samples: undefined,
  }
  const value = (flag: string, pattern: RegExp, shape: string): string => {
    const word = rest.shift()
    if (word === undefined || word.startsWith('--')) return refuse(`${flag} needs a value after it`)
    return pattern.test(word) ? word : refuse(`${flag} ${word}: it must be ${shape}`)
  }
  while (rest.length > 0) {
    const flag = rest.shift() as string
    if (flag === '--write' || flag === '--remove') {
      if (request.action !== 'show') refuse('--write and --remove are two runs')
      request.action = flag === '--write' ? 'write' : 'remove'
    } else if (flag === '--allow-dirty') request.allowDirty = true
    else if (flag === '--app') request.app = resolve(value(flag, /./, 'a folder'))
    else if (flag === '--store') request.store = value(flag, /^[\w-]{1,32}$/, '1 to 32 letters, digits, - or _')
    else if (flag === '--pages') request.pages = value(flag, /^[a-z][\w-]{0,30}$/i, 'a plain name of a folder')
    else if (flag === '--env') request.environment = value(flag, /^[\w-]+$/, 'an id like shop-1a2b3c')
    else if (flag === '--samples') request.samples = resolve(value(flag, /./, 'a file'))
    else if (flag === '--watch') {
      const names: string[] = []
      while (rest[0] !== undefined && !rest[0].startsWith('--')) names.push(rest.shift() as string)
      if (names.length === 0) refuse('--watch needs the names of your functions after it')
      request.watch = [...(request.watch ?? []), ...names]
    } else refuse(`"${flag}" is not known`)
  }
  if (request.app === '') refuse('--app is missing: the folder with project.config.json of your mini-program')
  return request
}
