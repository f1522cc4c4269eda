import { spawnSync } from 'node:child_process'
import { findBrowser } from '../browser'

/** What the machine has and can, as far as installing a browser goes. */
export interface Machine {
  browser: string | undefined
  hasChineseFont: boolean
  hasApt: boolean
  isRoot: boolean
  /** sudo that works without asking for a password. */
  hasSilentSudo: boolean
}

/** What to do: nothing, run commands (each a list of words), or tell the person. */
export type BrowserPlan =
  | { kind: 'ready' }
  | { kind: 'install'; packages: string[]; commands: string[][] }
  | { kind: 'tell'; text: string }

const fontPackage = 'fonts-noto-cjk'

/** Decides how a machine gets a browser and Chinese letters: what is there is used, else Debian's packages. */
export function planBrowser(machine: Machine): BrowserPlan {
  const packages = [
    ...(machine.browser === undefined ? ['chromium'] : []),
    ...(machine.hasChineseFont ? [] : [fontPackage]),
  ]
  if (packages.length === 0) return { kind: 'ready' }
  if (!machine.hasApt || !(machine.isRoot || machine.hasSilentSudo))
    return { kind: 'tell', text: remedy(packages, machine) }
  const apt = [...(machine.isRoot ? [] : ['sudo', '-n']), 'apt-get']
  const install = [...apt, 'install', '--yes', '--no-install-recommends', ...packages]
  return { kind: 'install', packages, commands: [[...apt, 'update'], install] }
}

function remedy(packages: string[], machine: Machine): string {
  const missing = packages.map((name) => (name === fontPackage ? 'a Chinese font' : 'Chromium')).join(' and ')
  const how = machine.hasApt
    ? `run: sudo apt-get install ${packages.join(' ')}`
    : 'install Chromium or Chrome (or name it in the variable CHROME_PATH) and a Chinese font such as Noto Sans CJK'
  return `the browser tests need ${missing}, which this machine lacks, and this command may not install it; ${how}`
}

/** Looks at this machine. */
export function lookAtMachine(): Machine {
  return {
    browser: findBrowser(),
    hasChineseFont: hasChineseFont(),
    hasApt: succeeds('apt-get', ['--version']),
    isRoot: process.getuid?.() === 0,
    hasSilentSudo: succeeds('sudo', ['-n', 'true']),
  }
}

/** macOS and Windows have Chinese fonts; on Linux fontconfig knows. */
function hasChineseFont(): boolean {
  if (process.platform !== 'linux') return true
  const { status, stdout } = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' })
  return status === 0 && stdout.trim() !== ''
}

/**
 * Makes sure that a browser and a Chinese font are there, installing Debian's packages when they are not.
 * @throws with the remedy when they can not be had.
 */
export async function ensureBrowser(say: (line: string) => void, look = lookAtMachine, run = runLoudly): Promise<void> {
  const plan = planBrowser(look())
  if (plan.kind === 'ready') return
  if (plan.kind === 'tell') throw new Error(plan.text)
  say(`installing ${plan.packages.join(' and ')} with apt-get (a minute or two)`)
  for (const command of plan.commands) {
    if (!run(command)) throw new Error(`this failed: ${command.join(' ')}\nIts own words are above.`)
  }
  const after = planBrowser(look())
  if (after.kind !== 'ready')
    throw new Error(
      'apt-get installed the packages, yet no Chromium or Chinese font is found: is PATH complete? Or set CHROME_PATH',
    )
}

function succeeds(command: string, words: string[]): boolean {
  return spawnSync(command, words, { stdio: 'ignore' }).status === 0
}

function runLoudly([command = '', ...words]: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(command, words, { stdio: ['ignore', 2, 2], env }).status === 0
}
