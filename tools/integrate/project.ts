import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, join, posix } from 'node:path'
import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser'
import { IntegrateError } from './integrateError'

/** Somebody's mini-program project. Paths are relative to its folder, with forward slashes. */
export interface Project {
  /** absolute */
  folder: string
  config: ProjectConfig
  /** folder of app.json: '' or with a trailing slash */
  appRoot: string
  app: AppJson
  /** the app's first script */
  script: { path: string; language: 'js' | 'ts'; importForm: 'import' | 'require' }
  /** folder of their cloud functions, with a trailing slash; where it would be when there is none yet */
  functionRoot: string
  /** project.config.json names functionRoot */
  namesFunctionRoot: boolean
}

interface ProjectConfig {
  appid?: string
  compileType?: string
  projectname?: string
  miniprogramRoot?: string
  cloudfunctionRoot?: string
  packOptions?: { ignore?: { type?: string; value?: string }[] }
}

interface AppJson {
  pages: string[]
  entryPagePath?: string
  subPackages?: { root?: string }[]
  subpackages?: { root?: string }[]
  window?: { navigationBarTitleText?: string }
}

export const configFile = 'project.config.json'
const looksLikeAppid = /^wx[0-9a-f]{16}$/

/** @throws IntegrateError naming the file and what to do about it */
export function readProject(folder: string): Project {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new IntegrateError(`${folder} is not a folder`)
  const config = readJson<ProjectConfig>(folder, configFile, 'give --app the folder that DevTools opens')
  if (config.compileType === 'plugin') {
    throw new IntegrateError(`${configFile}: compileType is "plugin": a plugin has no app of its own to watch`)
  }
  if (!looksLikeAppid.test(config.appid ?? '')) {
    const why = 'WeChat Cloud needs a registered one (DevTools → 详情 → 基本信息)'
    throw new IntegrateError(`${configFile}: appid "${config.appid ?? ''}" is not one like wx1234567890abcdef: ${why}`)
  }
  const appRoot = folderOf(config.miniprogramRoot ?? '')
  const appFile = `${appRoot}app.json`
  const app = readJson<AppJson>(folder, appFile, `${configFile} says so in miniprogramRoot; build the app first?`)
  if (!Array.isArray(app.pages) || app.pages.length === 0) {
    throw new IntegrateError(`${appFile}: "pages" must list at least one page`)
  }
  const named = typeof config.cloudfunctionRoot === 'string' && config.cloudfunctionRoot !== ''
  return {
    folder,
    config,
    appRoot,
    app,
    script: readScript(folder, appRoot),
    functionRoot: folderOf(named ? (config.cloudfunctionRoot as string) : 'cloudfunctions'),
    namesFunctionRoot: named,
  }
}

/** What the shop is called, as far as its files tell. */
export const nameOf = ({ config, app, folder }: Project): string =>
  app.window?.navigationBarTitleText || config.projectname || basename(folder)

/** The page that the app begins with, without a leading slash. */
export const homeOf = ({ app }: Project): string => (app.entryPagePath ?? (app.pages[0] as string)).replace(/^\//, '')

function readScript(folder: string, appRoot: string): Project['script'] {
  for (const language of ['ts', 'js'] as const) {
    const path = `${appRoot}app.${language}`
    if (!existsSync(join(folder, path))) continue
    const isModule = /^\s*(import\b(?!\s*\()|export\b)/m.test(readFileSync(join(folder, path), 'utf8'))
    return { path, language, importForm: language === 'ts' || isModule ? 'import' : 'require' }
  }
  throw new IntegrateError(`${appRoot}app.js does not exist, and no app.ts: there is no first line to put the SDK in`)
}

function readJson<T>(folder: string, path: string, remedy: string): T {
  const file = join(folder, path)
  if (!existsSync(file)) throw new IntegrateError(`${path} does not exist in ${folder}: ${remedy}`)
  const problems: ParseError[] = []
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, ' ')
  const value = parse(text, problems, { disallowComments: true })
  const [problem] = problems
  if (problem !== undefined) {
    const line = text.slice(0, problem.offset).split('\n').length
    throw new IntegrateError(`${path}, line ${line}, is not JSON: ${printParseErrorCode(problem.error)}`)
  }
  return value as T
}

/** '' or a folder with a trailing slash, by forward slashes. */
export function folderOf(path: string): string {
  const plain = posix.normalize(`./${path.split('\\').join('/')}/`)
  return plain === './' ? '' : plain
}
