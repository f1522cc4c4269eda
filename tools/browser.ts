import { accessSync, constants } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const macPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** A quiet browser: no sandbox (containers have no user namespaces), no GPU, and no calls home. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * Path of a Chromium or Chrome on this machine, undefined when there is none: CHROME_PATH first, then the usual names
 * on PATH, then where macOS keeps its applications.
 */
export function findBrowser(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const given = environment.CHROME_PATH
  if (given !== undefined && given !== '') return isExecutable(given) ? given : undefined
  const folders = (environment.PATH ?? '').split(delimiter).filter(isAbsolute)
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  const more = process.platform === 'darwin' ? macPlaces : []
  return [...onPath, ...more].find(isExecutable)
}

/**
 * Starts the one browser that every command here uses: headless, with the machine's own Chromium.
 * @throws when no browser is found; `npm test` installs one.
 */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = findBrowser()
  if (executablePath === undefined) {
    throw new Error('no Chromium was found: `npm test` installs one, or name yours in the variable CHROME_PATH')
  }
  return chromium.launch({ executablePath, headless: true, ...options, args: [...flags, ...(options.args ?? [])] })
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
