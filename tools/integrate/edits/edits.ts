import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cloudbasercText } from '../../deploy/cloudbaserc'
import { readFunctions } from '../../deploy/functions'
import { sampleFunctions } from '../../deploy/subject'
import { functionsBuilt, phoneBuilt } from '../../paths'
import { configFile, type Project } from '../project'
import type { Record } from '../record'
import { wrapperLines } from '../theirFunctions'
import type { Insert } from './fileEdit'
import { addProperty, appendToArray } from './jsonInsertion'
import { firstLine, lastLines } from './scriptInsertion'

export const cloudbasercFile = 'cloudbaserc.json'

interface Wanted {
  pages: string
  store: string
  watch: readonly string[]
  note: string
  /** what an earlier run put in */
  known: Record | null
}

/** What is put into which file of theirs. */
export function editsFor(project: Project, { pages, store, watch, note, known }: Wanted): Map<string, Insert[]> {
  const { appRoot, app, script, functionRoot, namesFunctionRoot } = project
  const edits = new Map<string, Insert[]>()
  const list = app.subpackages === undefined ? 'subPackages' : 'subpackages'
  const entry = { root: pages, name: 'kandian', pages: ownPages() }
  edits.set(`${appRoot}app.json`, [(text) => appendToArray(text, [list], [entry])])
  edits.set(script.path, [(text) => firstLine(text, script.importForm, './kandian/start', note)])
  if (!namesFunctionRoot || known?.inserted[configFile] !== undefined)
    edits.set(configFile, [(text) => addProperty(text, 'cloudfunctionRoot', functionRoot)])
  if (existsSync(join(project.folder, cloudbasercFile))) {
    edits.set(cloudbasercFile, [(text) => appendToArray(text, ['functions'], ourEntries())])
  }
  for (const name of watch) {
    const lines = wrapperLines(project, name, store)
    edits.set(`${functionRoot}${name}/index.js`, [(text) => lastLines(text, lines, note)])
  }
  return edits
}

/** The owner's pages, as our own app.json lists them. */
function ownPages(): string[] {
  const app = JSON.parse(readFileSync(join(phoneBuilt, 'app.json'), 'utf8')) as {
    subPackages: { root: string; pages: string[] }[]
  }
  return app.subPackages.find(({ root }) => root === 'admin')?.pages ?? []
}

function ourEntries(): unknown[] {
  const functions = readFunctions(functionsBuilt).filter(({ name }) => !sampleFunctions.includes(name))
  return (JSON.parse(cloudbasercText(functions)) as { functions: unknown[] }).functions
}
