import { readFileSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import { referencesOf } from '../../build/references'
import { resolveReference } from '../../build/resolve'
import { sampleFunctions } from '../../deploy/subject'
import { listFiles, listFolders } from '../../files'
import { functionsBuilt, phoneBuilt, sdkBuilt } from '../../paths'
import { IntegrateError } from '../integrateError'
import { type Placement, placed } from './placement'
import { typesOf } from './types'

/** Files of ours by their path in the other project. */
export type OurFiles = Map<string, Buffer>

const scripts = new Set(['.js', '.ts'])

export const ourFunctions = (): string[] =>
  listFolders(functionsBuilt).filter((name) => !sampleFunctions.includes(name))

/** The SDK and what starts it. */
export function sdkFiles(appRoot: string, language: 'js' | 'ts', start: string, note: string): OurFiles {
  const files: OurFiles = new Map()
  files.set(`${appRoot}kandian/index.js`, marked(note, readFileSync(join(sdkBuilt, 'kandian.js'), 'utf8')))
  files.set(`${appRoot}kandian/start.js`, marked(note, start))
  if (language === 'ts') {
    for (const [path, text] of typesOf('kandian.d.ts')) files.set(`${appRoot}kandian/${path}`, marked(note, text))
  }
  return files
}

/** The owner's pages, and what they use from outside their folder, which comes to lie inside it. */
export function pageFiles(appRoot: string, placement: Placement, note: string): OurFiles {
  const files: OurFiles = new Map()
  const source = join(phoneBuilt, 'admin')
  for (const file of listFiles(source)) {
    const path = `${appRoot}${placement.pages}/${posix(relative(source, file))}`
    const isScript = scripts.has(extname(file))
    files.set(path, isScript ? marked(note, placed(readFileSync(file, 'utf8'), placement)) : readFileSync(file))
  }
  for (const file of packageFiles(source)) {
    files.set(`${appRoot}${placement.pages}/${posix(relative(phoneBuilt, file))}`, readFileSync(file))
  }
  if (files.size === 0) throw new IntegrateError('the owner’s pages are not built: run `npm run build`')
  return files
}

/** WeChat looks for miniprogram_npm in every folder above, so packages can lie inside the subpackage. */
function packageFiles(source: string): string[] {
  const wanted = new Set<string>()
  const queue = listFiles(source)
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    const outside = referencesOf(file)
      .flatMap((reference) => resolveReference(reference, file as string, phoneBuilt))
      .filter((found) => found.startsWith(join(phoneBuilt, 'miniprogram_npm')) && !wanted.has(found))
    for (const found of outside) wanted.add(found)
    queue.push(...outside)
  }
  return [...wanted]
}

/** Our cloud functions, each a folder that uploads as it is. */
export function functionFiles(functionRoot: string, placement: Placement, note: string): OurFiles {
  const files: OurFiles = new Map()
  for (const name of ourFunctions()) {
    const folder = join(functionsBuilt, name)
    for (const file of listFiles(folder)) {
      const isScript = extname(file) === '.js'
      const content = isScript ? marked(note, placed(readFileSync(file, 'utf8'), placement)) : readFileSync(file)
      files.set(`${functionRoot}${name}/${posix(relative(folder, file))}`, content)
    }
  }
  return files
}

/** The wrapper that watches one of their functions from the inside. */
export function wrapperFiles(functionRoot: string, names: readonly string[], note: string): OurFiles {
  const wrapper = readFileSync(join(sdkBuilt, 'server', 'index.js'), 'utf8')
  return new Map(names.map((name) => [`${functionRoot}${name}/kandian-server.js`, marked(note, wrapper)]))
}

const marked = (note: string, code: string): Buffer => Buffer.from(`// ${note}\n${code}`)
const posix = (path: string): string => path.split('\\').join('/')
