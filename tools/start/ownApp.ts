import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { buildConsole } from '../../localcloud/console/build'
import { buildDesk } from '../../localcloud/desk/build'
import { compileShell } from '../../localcloud/phone/compile'
import { integratedShop, type Subject } from '../deploy/subject'
import { readRecord } from '../integrate/record'
import { root } from '../paths'
import { StartError } from './startError'

/** A mini-program that is not ours: what the local cloud needs of it. */
export interface OwnApp {
  appid: string | undefined
  /** folders of cloud functions, absolute */
  functions: string[]
  /** set when `npm run integrate` has put us into it */
  integrated?: Subject
}

interface ProjectConfig {
  appid?: unknown
  cloudfunctionRoot?: unknown
}

/**
 * Reads another project's project.config.json.
 * @throws StartError that names the file when it is none
 */
export function readOwnApp(folder: string): OwnApp {
  const file = join(folder, 'project.config.json')
  if (!existsSync(file))
    throw new StartError(`${file} does not exist: --app needs the folder of a mini-program project`)
  const { appid, cloudfunctionRoot } = parse(file)
  const functionRoot = typeof cloudfunctionRoot === 'string' && cloudfunctionRoot ? cloudfunctionRoot : 'cloudfunctions'
  const functions = resolve(folder, functionRoot)
  if (!existsSync(functions) && typeof cloudfunctionRoot === 'string')
    throw new StartError(`${functions} does not exist: it is cloudfunctionRoot in ${file}`)
  const record = readRecord(folder)
  return {
    appid: typeof appid === 'string' && appid ? appid : undefined,
    functions: existsSync(functions) ? [functions] : [],
    ...(record === null ? {} : { integrated: integratedShop(folder, record) }),
  }
}

/** Compiles its pages for the browser phone, with the desk and the page into the cloud around them. */
export async function buildOwnApp(folder: string, outDir: string, say: (line: string) => void): Promise<void> {
  mkdirSync(outDir, { recursive: true })
  const { pages, ms, warnings } = await compileShell({
    source: folder,
    outDir,
    nodeModules: join(root, 'node_modules'),
  })
  for (const warning of warnings) say(warning)
  await buildDesk({ outDir })
  await buildConsole({ outDir })
  say(`${pages} pages compiled in ${(ms / 1000).toFixed(1)} s`)
}

function parse(file: string): ProjectConfig {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProjectConfig
  } catch (error) {
    throw new StartError(`${file} is not JSON: ${(error as Error).message}`)
  }
}
