import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBrowser } from '../../tools/browser'
import { ensureBrowser, type Machine, planBrowser } from '../../tools/setup/browserSetup'

const complete: Machine = {
  browser: '/usr/bin/chromium',
  hasChineseFont: true,
  hasApt: true,
  isRoot: true,
  hasSilentSudo: false,
}
const bare: Machine = { ...complete, browser: undefined, hasChineseFont: false }

test('a machine with a browser and a Chinese font is ready', () => {
  expect(planBrowser(complete)).toEqual({ kind: 'ready' })
})

test('root on Debian installs what is missing, without being asked anything', () => {
  expect(planBrowser(bare)).toEqual({
    kind: 'install',
    packages: ['chromium', 'fonts-noto-cjk'],
    commands: [
      ['apt-get', 'update'],
      ['apt-get', 'install', '--yes', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'],
    ],
  })
})

test('only what is missing is installed', () => {
  expect(planBrowser({ ...complete, browser: undefined })).toMatchObject({ packages: ['chromium'] })
  expect(planBrowser({ ...complete, hasChineseFont: false })).toMatchObject({ packages: ['fonts-noto-cjk'] })
})

test('a user whose sudo needs no password installs through it, and sudo may never ask', () => {
  const plan = planBrowser({ ...bare, isRoot: false, hasSilentSudo: true })
  expect(plan.kind === 'install' && plan.commands.every(([sudo, flag]) => sudo === 'sudo' && flag === '-n')).toBe(true)
})

test('a user who may not install is told which command to run', () => {
  const plan = planBrowser({ ...bare, isRoot: false })
  expect(plan).toMatchObject({ kind: 'tell', text: expect.stringContaining('apt-get install chromium fonts-noto-cjk') })
})

test('a machine without apt-get is told what to install and how to name it', () => {
  const plan = planBrowser({ ...bare, hasApt: false })
  expect(plan).toMatchObject({ kind: 'tell', text: expect.stringContaining('CHROME_PATH') })
  expect(plan.kind === 'tell' && plan.text).toContain('Chinese font')
})

describe('ensuring', () => {
  const machines = (...list: Machine[]) => {
    let looks = 0
    return () => list[Math.min(looks++, list.length - 1)] as Machine
  }

  test('runs the commands in order and looks again', async () => {
    const ran: string[] = []
    const run = (command: string[]) => ran.push(command.join(' ')) > 0
    const said: string[] = []
    await ensureBrowser((line) => said.push(line), machines(bare, complete), run)
    expect(ran.map((command) => command.split(' ')[1])).toEqual(['update', 'install'])
    expect(said.join()).toContain('installing chromium and fonts-noto-cjk')
  })

  test('a failing apt-get stops it and names the command', async () => {
    const ensuring = ensureBrowser(
      () => {},
      machines(bare),
      () => false,
    )
    await expect(ensuring).rejects.toThrow('apt-get update')
  })

  test('an apt-get that says yes and brings no browser is not believed', async () => {
    const ensuring = ensureBrowser(
      () => {},
      machines(bare),
      () => true,
    )
    await expect(ensuring).rejects.toThrow('no Chromium or Chinese font is found')
  })

  test('a machine that is ready runs nothing and says nothing', async () => {
    const loud = () => {
      throw new Error('must not be called')
    }
    await expect(ensureBrowser(loud, machines(complete), loud)).resolves.toBeUndefined()
  })
})

describe('finding the browser', () => {
  let folder: string
  const put = (name: string, mode: number) => {
    const path = join(folder, name)
    writeFileSync(path, '#!/bin/sh\n')
    chmodSync(path, mode)
    return path
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kandian-path-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test.each(['chromium', 'chromium-browser', 'google-chrome'])('%s on PATH is found', (name) => {
    const path = put(name, 0o755)
    expect(findBrowser({ PATH: `/nowhere:${folder}` })).toBe(path)
  })

  test('a PATH that hides it hides it', () => {
    expect(findBrowser({ PATH: folder })).toBeUndefined()
    expect(findBrowser({})).toBeUndefined()
  })

  test('CHROME_PATH comes before PATH', () => {
    put('chromium', 0o755)
    const other = put('my-browser', 0o755)
    expect(findBrowser({ PATH: folder, CHROME_PATH: other })).toBe(other)
  })

  test('a CHROME_PATH that is not there is not silently replaced by another browser', () => {
    put('chromium', 0o755)
    expect(findBrowser({ PATH: folder, CHROME_PATH: join(folder, 'missing') })).toBeUndefined()
  })

  test('a file that cannot be run is no browser', () => {
    put('chromium', 0o644)
    expect(findBrowser({ PATH: folder })).toBeUndefined()
  })
})
