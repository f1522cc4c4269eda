import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { examineBrowser, examineDataFolder, examinePort } from '../../../tools/doctor/examine'

const machine = {
  browser: '/usr/bin/chromium',
  hasChineseFont: true,
  hasApt: false,
  isRoot: false,
  hasSilentSudo: false,
}

test('a browser that is there is named', () => {
  expect(examineBrowser(machine)).toMatchObject({ state: 'ok', text: expect.stringContaining('/usr/bin/chromium') })
})

test('a missing browser is a warning with its remedy, since only tests need one', () => {
  const missing = { ...machine, browser: undefined }
  expect(examineBrowser(missing)).toMatchObject({ state: 'warning', remedy: expect.stringContaining('CHROME_PATH') })
  const debian = { ...missing, hasApt: true, isRoot: true }
  expect(examineBrowser(debian)).toMatchObject({ state: 'warning', remedy: expect.stringContaining('npm test') })
})

test('a port in use is an error that names --port; a free one is fine', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  expect(await examinePort(port)).toMatchObject({
    state: 'error',
    text: `${port} cannot be used (EADDRINUSE)`,
    remedy: expect.stringContaining('--port'),
  })
  await new Promise((resolve) => server.close(resolve))
  expect(await examinePort(port)).toMatchObject({ state: 'ok' })
})

describe('the data folder', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kandian-doctor-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test('is fine when it is there, or can be made below a folder that is', () => {
    expect(examineDataFolder(folder)).toEqual({ name: 'data folder', state: 'ok', text: folder })
    expect(examineDataFolder(join(folder, 'new/one'))).toMatchObject({
      state: 'ok',
      text: expect.stringContaining('first start'),
    })
  })

  test('is an error when a file is in its place', () => {
    const file = join(folder, 'data')
    writeFileSync(file, '')
    expect(examineDataFolder(file)).toMatchObject({
      state: 'error',
      text: `${file} is a file`,
      remedy: expect.stringContaining('--data'),
    })
  })
})
