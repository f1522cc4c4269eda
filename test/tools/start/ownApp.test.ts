import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../../tools/paths'
import { readOwnApp } from '../../../tools/start/ownApp'

const BASIC = join(root, 'test/fixtures/miniprograms/basic')
const FUNCTIONS = join(root, 'test/fixtures/functions')

describe('a mini-program that is not ours', () => {
  let folder: string
  let app: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kandian-app-'))
    app = join(folder, 'noodles')
    mkdirSync(app)
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const config = (content: object | string) =>
    writeFileSync(join(app, 'project.config.json'), typeof content === 'string' ? content : JSON.stringify(content))

  test('says in project.config.json where its functions lie', () => {
    mkdirSync(join(app, 'cloud/functions'), { recursive: true })
    config({ appid: 'wx1234', miniprogramRoot: 'mini/', cloudfunctionRoot: 'cloud/functions/' })
    expect(readOwnApp(app)).toEqual({ appid: 'wx1234', functions: [join(app, 'cloud/functions')] })
  })

  test('has its functions in cloudfunctions when it does not say, or none at all', () => {
    config({})
    expect(readOwnApp(app)).toEqual({ appid: undefined, functions: [] })
    mkdirSync(join(app, 'cloudfunctions'))
    expect(readOwnApp(app).functions).toEqual([join(app, 'cloudfunctions')])
  })

  test.each([
    ['no project.config.json', undefined, /project\.config\.json does not exist: --app needs/],
    ['a broken one', '{', /project\.config\.json is not JSON/],
    ['functions that are not there', { cloudfunctionRoot: 'gone' }, /gone does not exist: it is cloudfunctionRoot/],
  ])('with %s is refused by the name of the file', (_name, content, text) => {
    if (content !== undefined) config(content)
    expect(() => readOwnApp(app)).toThrow(text)
  })

  test('runs behind its own pages: functions, phone, desk and the page into the cloud', async () => {
    cpSync(BASIC, join(app, 'mini'), { recursive: true })
    cpSync(join(FUNCTIONS, 'echo'), join(app, 'functions/echo'), { recursive: true })
    config({ appid: 'wx1234567890', miniprogramRoot: 'mini/', cloudfunctionRoot: 'functions/' })
    const before = readdirSync(app)
    const words = ['--app', app, '--data', join(folder, 'data'), '--token', 'mine', '--no-open']
    const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'tools/start/main.ts'), ...words], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    try {
      const url = await readyAddress(child)
      const headers = { authorization: 'Bearer mine' }
      const get = async (path: string) => (await fetch(url + path, { headers })).json() as any
      expect((await get('/_local/functions')).functions.map((each: any) => each.name)).toEqual(['echo'])
      expect(await get('/_local/collections')).toEqual({ collections: [] })
      const body = JSON.stringify({ function: 'echo', event: { dish: 1 }, openid: 'o-guest' })
      const invoked = (await (await fetch(`${url}/_local/invoke`, { method: 'POST', headers, body })).json()) as any
      expect(invoked.result.event).toEqual({ dish: 1, userInfo: { openId: 'o-guest', appId: 'wx1234567890' } })
      for (const path of ['/', '/cloud', '/shell/phone.html', '/shell/app.js'])
        expect((await fetch(url + path)).status).toBe(200)
      expect(await (await fetch(`${url}/shell/app.js`)).text()).toContain('pages/home/home')
      expect(readdirSync(app)).toEqual(before)
      expect(existsSync(join(folder, 'data/database'))).toBe(true)
    } finally {
      child.kill('SIGINT')
      expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0)
    }
  })
})

/** Where it listens, from its one line on standard output. */
function readyAddress(child: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((resolve, reject) => {
    let [out, err] = ['', '']
    child.stdout?.on('data', (text) => {
      out += text
      const address = /^ready (http:\S+)\/\?token=mine&adminPage=\n/.exec(out)?.[1]
      if (address) resolve(address)
    })
    child.stderr?.on('data', (text) => {
      err += text
    })
    child.on('close', () => reject(new Error(`it ended before it was ready: ${out}${err}`)))
  })
}
