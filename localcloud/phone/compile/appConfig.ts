import path from 'node:path'
import { CompileError } from './compileError'
import { isFile, lineOf, readJson } from './files'

export interface WindowConfig {
  navigationBarTitleText?: string
  navigationBarBackgroundColor?: string
  navigationBarTextStyle?: 'black' | 'white'
  navigationStyle?: 'default' | 'custom'
  backgroundColor?: string
  backgroundTextStyle?: 'dark' | 'light'
  enablePullDownRefresh?: boolean
  onReachBottomDistance?: number
  disableScroll?: boolean
}

export interface TabBarConfig {
  custom?: boolean
  color?: string
  selectedColor?: string
  backgroundColor?: string
  borderStyle?: 'black' | 'white'
  list: { pagePath: string; text: string; iconPath?: string; selectedIconPath?: string }[]
}

interface SubpackageConfig {
  root: string
  name?: string
  pages: string[]
}

/** app.json, as far as the phone shell reads it. */
export interface AppJson {
  pages: string[]
  entryPagePath?: string
  subPackages?: SubpackageConfig[]
  subpackages?: SubpackageConfig[]
  window?: WindowConfig
  tabBar?: TabBarConfig
  usingComponents?: Record<string, string>
}

/** A page's or component's own JSON. */
export interface ComponentJson extends WindowConfig {
  component?: boolean
  usingComponents?: Record<string, string>
  componentGenerics?: Record<string, true | { default?: string }>
  styleIsolation?: string
  addGlobalClass?: boolean
  pureDataPattern?: string
}

export interface Subpackage {
  /** folder with a trailing slash; '' for the main package */
  root: string
  pages: string[]
}

export interface AppConfig {
  /** folder of app.json */
  root: string
  json: AppJson
  packages: Subpackage[]
}

/** Finds app.json in a project: beside us, under project.config.json's `miniprogramRoot`, or in `miniprogram/`. */
function findAppRoot(source: string): string {
  const projectFile = path.join(source, 'project.config.json')
  const named = isFile(projectFile) ? readJson<{ miniprogramRoot?: string }>(projectFile).miniprogramRoot : undefined
  const candidates = [source, ...(named ? [path.join(source, named)] : []), path.join(source, 'miniprogram')]
  const root = candidates.find((folder) => isFile(path.join(folder, 'app.json')))
  if (!root) throw new CompileError('no app.json here: give the folder of a native mini-program', source, 1)
  return path.resolve(root)
}

/** @throws CompileError when a page of app.json has no template */
export function readAppConfig(source: string): AppConfig {
  const root = findAppRoot(source)
  const file = path.join(root, 'app.json')
  const json = readJson<AppJson>(file)
  if (!Array.isArray(json.pages) || json.pages.length === 0)
    throw new CompileError('"pages" must list at least one page', file, 1)
  const packages: Subpackage[] = [{ root: '', pages: json.pages }]
  for (const sub of json.subPackages ?? json.subpackages ?? []) {
    const folder = `${sub.root.replace(/^\/|\/$/g, '')}/`
    packages.push({ root: folder, pages: sub.pages.map((page) => folder + page.replace(/^\//, '')) })
  }
  for (const page of packages.flatMap((one) => one.pages)) {
    if (!isFile(path.join(root, `${page}.wxml`)))
      throw new CompileError(`page "${page}" has no ${page}.wxml`, file, lineOf(file, path.posix.basename(page)))
  }
  return { root, json, packages }
}
