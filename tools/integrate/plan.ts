import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IntegrateRequest } from './arguments'
import type { Change } from './changes'
import { clashes } from './clashes'
import { editsFor } from './edits/edits'
import { editFile, type FileEdit } from './edits/fileEdit'
import { foldersFor, shortHash } from './folders'
import { guessMapping, type MappingGuess } from './orders/guessMapping'
import { readSamples } from './orders/readSamples'
import { sourcesOf } from './orders/sources'
import { packageSizes, tooLarge } from './packageSizes'
import { functionFiles, type OurFiles, pageFiles, sdkFiles, wrapperFiles } from './parts/ourFiles'
import { startScript } from './parts/startScript'
import { homeOf, nameOf, type Project } from './project'
import { type Record, recordFile, recordText } from './record'

/** What `--write` will do. */
export interface IntegrationPlan {
  changes: Change[]
  record: Record
  /** how their orders are read, where this run guesses it */
  guess: MappingGuess | null
  sizes: { name: string; bytes: number }[]
  /** why it cannot be done; nothing is written then */
  problems: string[]
}

/** Works out what there is to do; reads only. */
export function planIntegration(
  project: Project,
  known: Record | null,
  request: IntegrateRequest,
  version: string,
): IntegrationPlan {
  const settings = settingsOf(project, known, request)
  const note = `Kandian ${version}: put in by npm run integrate, taken out by --remove`
  const files = wantedFiles(project, settings, note)
  const { pages, store, watch } = settings
  const inserts = editsFor(project, { pages, store: store.id, watch, note, known })
  const problems = [...clashes(project, settings.pages, known), ...changedByHand(project.folder, known)]
  const edits: FileEdit[] = []
  for (const path of new Set([...inserts.keys(), ...Object.keys(known?.inserted ?? {})])) {
    const edit = editFile(project.folder, path, inserts.get(path) ?? [], known?.inserted[path] ?? [])
    if (typeof edit === 'string') problems.push(edit)
    else edits.push(edit)
  }
  const guess = known === null || request.samples !== undefined ? guessOf(project, request) : null
  const changes = changesFor(project.folder, known, files, edits)
  const record: Record = {
    note: `what npm run integrate put into this project; "orders" may be put right by hand, before npm run deploy`,
    version,
    ...settings,
    orders: guess?.mapping ?? known?.orders ?? null,
    created: Object.fromEntries([...files].map(([path, content]) => [path, shortHash(content)])),
    inserted: Object.fromEntries(
      edits.flatMap(({ path, inserted }) => (inserted.length > 0 ? [[path, inserted]] : [])),
    ),
    folders: foldersFor(project.folder, [...files.keys()], known?.folders ?? []),
  }
  const sizes = packageSizes(project, settings.pages, changes)
  problems.push(...tooLarge(sizes))
  const written = known === null ? null : recordText(known)
  if (written !== recordText(record)) changes.push(recordChange(written === null, record))
  return { changes, record, guess, sizes, problems }
}

function settingsOf(project: Project, known: Record | null, request: IntegrateRequest) {
  return {
    store: { id: request.store ?? known?.store.id ?? 'main', name: known?.store.name ?? nameOf(project) },
    pages: request.pages ?? known?.pages ?? 'admin',
    watch: [...new Set(request.watch ?? known?.watch ?? [])],
    environment: request.environment ?? known?.environment ?? null,
  }
}

function wantedFiles(project: Project, settings: ReturnType<typeof settingsOf>, note: string): OurFiles {
  const { appRoot, script, functionRoot } = project
  const placement = { pages: settings.pages, home: homeOf(project) }
  const cloud = opensCloud(project) ? null : { environment: settings.environment ?? undefined }
  const start = startScript({ store: settings.store.id, cloud })
  return new Map([
    ...sdkFiles(appRoot, script.language, start, note),
    ...pageFiles(appRoot, placement, note),
    ...functionFiles(functionRoot, placement, note),
    ...wrapperFiles(functionRoot, settings.watch, note),
  ])
}

/** Whether a script of the app calls wx.cloud.init, under whatever name a framework gives `wx`. */
const opensCloud = (project: Project): boolean =>
  sourcesOf(project).some(
    ({ path, text }) => !path.startsWith(project.functionRoot) && /\bcloud\s*\.\s*init\s*\(/.test(text),
  )

function guessOf(project: Project, { samples }: IntegrateRequest): MappingGuess | null {
  return guessMapping(sourcesOf(project), samples === undefined ? [] : readSamples(samples))
}

function changesFor(folder: string, known: Record | null, files: OurFiles, edits: readonly FileEdit[]): Change[] {
  const made = [...files].flatMap(([path, content]): Change[] => {
    const file = join(folder, path)
    if (!existsSync(file)) return [{ kind: 'create', path, content }]
    return readFileSync(file).equals(content) ? [] : [{ kind: 'replace', path, content }]
  })
  const gone = Object.keys(known?.created ?? {}).filter((path) => !files.has(path) && existsSync(join(folder, path)))
  const edited = edits.filter(({ before, after }) => before !== after)
  return [
    ...edited.map(({ path, before, after }): Change => ({ kind: 'edit', path, before, after })),
    ...made,
    ...gone.map((path): Change => ({ kind: 'delete', path })),
  ]
}

/** Files of ours that somebody has changed since. */
export function changedByHand(folder: string, known: Record | null): string[] {
  return Object.entries(known?.created ?? {})
    .filter(([path, hash]) => existsSync(join(folder, path)) && shortHash(readFileSync(join(folder, path))) !== hash)
    .map(
      ([path]) => `${path} is ours and was changed by somebody: put it back (git checkout ${path}) or move the change`,
    )
}

const recordChange = (isNew: boolean, record: Record): Change => ({
  kind: isNew ? 'create' : 'replace',
  path: recordFile,
  content: Buffer.from(recordText(record)),
})
