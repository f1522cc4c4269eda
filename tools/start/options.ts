import { basename, join, resolve } from 'node:path'
import { root } from '../paths'
import { StartError } from './startError'

export interface StartOptions {
  /** undefined: any free port */
  port: number | undefined
  token: string | undefined
  /** data folder, absolute */
  folder: string
  open: boolean
  crowd: boolean
  history: boolean
  /** epoch ms at which the clock stands still; undefined: it runs, from lunch time */
  frozenAt: number | undefined
  speed: number
  seed: number
  /** folders with more functions, absolute */
  functions: string[]
  /** another mini-program project instead of the sample shop, absolute */
  app: string | undefined
  /** file of that account's message templates, absolute */
  templates: string | undefined
}

/** @throws StartError that names the word that is wrong */
export function parseStartOptions(words: readonly string[], variables: NodeJS.ProcessEnv): StartOptions {
  const options: StartOptions = {
    port: undefined,
    token: undefined,
    folder: '',
    open: !variables.CI,
    crowd: true,
    history: true,
    frozenAt: undefined,
    speed: 1,
    seed: 1,
    functions: [],
    app: undefined,
    templates: undefined,
  }
  const rest = words.flatMap((word) => (word.startsWith('--') ? word.split(/=(.*)/s).slice(0, 2) : [word]))
  while (rest.length > 0) {
    const flag = rest.shift() as string
    if (flag === '--no-open') options.open = false
    else if (flag === '--no-crowd') options.crowd = false
    else if (flag === '--no-history') options.history = false
    else if (Object.hasOwn(readers, flag)) readers[flag as keyof typeof readers](options, wordAfter(flag, rest.shift()))
    else
      throw new StartError(
        `there is no option ${flag}; there are: ${[...switches, ...Object.keys(readers)].join(', ')}`,
      )
  }
  return { ...options, folder: options.folder || defaultFolder(options.app) }
}

/** Each app has data of its own. */
const defaultFolder = (app: string | undefined): string =>
  app === undefined ? join(root, '.kandian') : join(root, '.kandian', 'apps', basename(app))

const switches = ['--no-open', '--no-crowd', '--no-history']

const readers = {
  '--port': (options: StartOptions, word: string) => {
    options.port = numberIn('--port', word, 0, 65_535)
  },
  '--token': (options: StartOptions, word: string) => {
    if (!/^[\w-]{1,128}$/.test(word)) throw new StartError('--token needs 1 to 128 letters, digits, - or _')
    options.token = word
  },
  '--data': (options: StartOptions, word: string) => {
    options.folder = resolve(word)
  },
  '--now': (options: StartOptions, word: string) => {
    const at = /^\d{4}-\d\d-\d\d/.test(word) ? Date.parse(word) : Number.NaN
    if (Number.isNaN(at)) throw new StartError(`--now needs an ISO time like 2026-11-18T11:50:00+08:00, not ${word}`)
    options.frozenAt = at
  },
  '--speed': (options: StartOptions, word: string) => {
    options.speed = numberIn('--speed', word, 0.01, 3_600)
  },
  '--seed': (options: StartOptions, word: string) => {
    options.seed = numberIn('--seed', word, 0, 2 ** 32 - 1)
  },
  '--functions': (options: StartOptions, word: string) => {
    options.functions.push(resolve(word))
  },
  '--app': (options: StartOptions, word: string) => {
    options.app = resolve(word)
  },
  '--templates': (options: StartOptions, word: string) => {
    options.templates = resolve(word)
  },
}

function wordAfter(flag: string, word: string | undefined): string {
  if (word === undefined || word === '' || word.startsWith('--')) throw new StartError(`${flag} needs a value after it`)
  return word
}

function numberIn(flag: string, word: string, low: number, high: number): number {
  const number = Number(word)
  if (!(number >= low && number <= high))
    throw new StartError(`${flag} needs a number from ${low} to ${high}, not ${word}`)
  if (flag !== '--speed' && !Number.isInteger(number)) throw new StartError(`${flag} needs a whole number, not ${word}`)
  return number
}
