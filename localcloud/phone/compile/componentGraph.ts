import path from 'node:path'
import type { AppConfig, ComponentJson } from './appConfig'
import { CompileError } from './compileError'
import { isFile, lineOf, readJson, readText, scriptOf } from './files'
import type { Packages } from './packages'

/** One page or component, ready to be defined in the code space. */
export interface ComponentSource {
  id: string
  /** absolute path without extension */
  base: string
  script: string
  json: ComponentJson
  isPage: boolean
  /** prefix of its classes; '' when it shares the pages' styles */
  styleScope: string
  /** what the runtime's code space is told */
  config: StaticConfig
}

export interface StaticConfig {
  component: boolean
  usingComponents: Record<string, string>
  componentGenerics: Record<string, true | { default: string }>
  styleIsolation?: string
  addGlobalClass?: boolean
  pureDataPattern?: string
}

const PLUGIN = 'plugin://'

/** Pages and all components they use, children before parents. @throws CompileError naming the JSON and line */
export function crawlComponents(app: AppConfig, packages: Packages): Map<string, ComponentSource> {
  const found = new Map<string, ComponentSource>()
  const inProgress = new Set<string>()

  const locate = (specifier: string, jsonFile: string): string => {
    const folder = path.dirname(jsonFile)
    const bases = specifier.startsWith('/')
      ? [path.join(app.root, specifier)]
      : [path.join(folder, specifier), ...(specifier.startsWith('.') ? [] : [packages.resolve(specifier, folder)])]
    const candidates = bases.filter((base) => base !== null).flatMap((base) => [base, path.join(base, 'index')])
    const base = candidates.find((one) => isFile(`${one}.json`) && isFile(`${one}.wxml`))
    if (!base)
      throw new CompileError(`component "${specifier}" not found`, jsonFile, lineOf(jsonFile, `"${specifier}"`))
    return base
  }

  const visit = (base: string, isPage: boolean): string => {
    const id = packages.idOf(base)
    if (found.has(id) || inProgress.has(id)) return id
    inProgress.add(id)
    const jsonFile = `${base}.json`
    const json = isFile(jsonFile) ? readJson<ComponentJson>(jsonFile) : {}
    const script = scriptOf(base)
    if (!script) throw new CompileError(`"${id}" has neither ${path.basename(base)}.ts nor .js`, `${base}.wxml`, 1)

    const usingComponents: Record<string, string> = {}
    const appWide = id.startsWith('npm/') ? {} : (app.json.usingComponents ?? {})
    for (const [tag, specifier] of Object.entries(appWide)) {
      if (specifier.startsWith(PLUGIN)) continue
      usingComponents[tag] = `/${visit(locate(specifier, path.join(app.root, 'app.json')), false)}`
    }
    for (const [tag, specifier] of Object.entries(json.usingComponents ?? {})) {
      // a plugin's code is WeChat's to load: checkTags names its tags
      if (!specifier.startsWith(PLUGIN)) usingComponents[tag] = `/${visit(locate(specifier, jsonFile), false)}`
    }

    const componentGenerics: StaticConfig['componentGenerics'] = {}
    for (const [name, generic] of Object.entries(json.componentGenerics ?? {})) {
      const fallback = generic !== true && generic.default
      componentGenerics[name] = fallback ? { default: `/${visit(locate(fallback, jsonFile), false)}` } : true
    }

    const style = { ...optionsInScript(script), ...pickStyle(json) }
    const shared = isPage || style.styleIsolation === 'shared' || style.styleIsolation === 'page-shared'
    found.set(id, {
      id,
      base,
      script,
      json,
      isPage,
      styleScope: shared ? '' : `c${found.size}`,
      config: {
        component: !isPage && json.component !== false,
        usingComponents,
        componentGenerics,
        ...(isPage ? {} : style),
        ...(json.pureDataPattern ? { pureDataPattern: json.pureDataPattern } : {}),
      },
    })
    return id
  }

  for (const page of app.packages.flatMap((one) => one.pages)) visit(path.join(app.root, page), true)
  if (app.json.tabBar?.custom) visit(path.join(app.root, 'custom-tab-bar/index'), false)
  return found
}

const pickStyle = (json: ComponentJson) => ({
  ...(json.styleIsolation ? { styleIsolation: json.styleIsolation } : {}),
  ...(json.addGlobalClass ? { addGlobalClass: true } : {}),
})

/** WeChat also takes styleIsolation and addGlobalClass from `options` in Component(): read without running the script. */
function optionsInScript(script: string): { styleIsolation?: string; addGlobalClass?: boolean } {
  const text = readText(script)
  const isolation = /\bstyleIsolation\s*:\s*['"]([\w-]+)['"]/.exec(text)?.[1]
  const global = /\baddGlobalClass\s*:\s*(?:true|!0)/.test(text)
  return { ...(isolation ? { styleIsolation: isolation } : {}), ...(global ? { addGlobalClass: true } : {}) }
}
