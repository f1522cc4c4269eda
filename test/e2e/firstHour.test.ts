/** A newcomer types what the README and the guides say, in an empty folder. Only the packages are there already. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from '../../tools/paths'
import { commandsOf, guides } from '../docs/guides'
import { checkedOut, git } from '../tools/integrate/apps'

const LATE_MS = 280_000

let clone: string
let app: string
beforeAll(() => {
  clone = join(mkdtempSync(join(tmpdir(), 'kandian-newcomer-')), 'kandian')
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
  })
  for (const file of files.split('\0').filter((name) => name !== '' && !name.startsWith('test/'))) {
    mkdirSync(dirname(join(clone, file)), { recursive: true })
    cpSync(join(root, file), join(clone, file))
  }
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'))
  app = checkedOut('typed')
})
afterAll(() => {
  rmSync(dirname(clone), { recursive: true, force: true })
  rmSync(dirname(app), { recursive: true, force: true })
})

interface Ended {
  code: number | null
  output: string
}

/** Types one line; what goes on until it is stopped is stopped once it says that it is ready. */
function type(line: string): Promise<Ended> {
  const [program = '', ...words] = line.replaceAll('DIR', app).replaceAll('ENV', 'shop-1a2b3c').split(' ')
  const env = { ...process.env, CI: 'true', TENCENTCLOUD_SECRETID: undefined, npm_lifecycle_event: undefined }
  const child: ChildProcess = spawn(program, words, { cwd: clone, env: env as NodeJS.ProcessEnv, detached: true })
  return new Promise((resolve, reject) => {
    let output = ''
    const stop = (signal: NodeJS.Signals) => process.kill(-(child.pid as number), signal)
    const late = setTimeout(() => {
      stop('SIGKILL')
      reject(new Error(`${line} did not end:\n${output}`))
    }, LATE_MS)
    const take = (chunk: Buffer) => {
      const wasReady = /^ready http/m.test(output)
      output += chunk.toString()
      if (!wasReady && /^ready http/m.test(output)) stop('SIGINT')
    }
    child.stdout?.on('data', take)
    child.stderr?.on('data', take)
    child.once('error', reject)
    child.once('close', (code) => {
      clearTimeout(late)
      resolve({ code, output })
    })
  })
}

/** What each line of the first hour must bring about. */
const brings: Record<string, (ended: Ended) => void> = {
  'npm start': ({ output }) => expect(output).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+\//m),
  'npm run integrate -- --app DIR': ({ code, output }) => {
    expect({ code, written: git(app, 'status', '--porcelain') }).toEqual({ code: 0, written: '' })
    expect(output).toContain('nothing was written; to do it:')
  },
  'npm run integrate -- --app DIR --write': ({ code }) => {
    expect({ code, kandian: git(app, 'status', '--porcelain').includes('kandian.json') }).toEqual({
      code: 0,
      kandian: true,
    })
  },
  'npm start -- --app DIR': ({ output }) => {
    expect(output).toMatch(/the first owner's claim code is \w{8}/)
    expect(output).toMatch(/^ready http.*adminPage=admin\/pages\/overview\/index$/m)
  },
  'npm run doctor -- --app DIR': ({ output }) => expect(output).toMatch(/^ok +integration: version /m),
  'npm run deploy -- --env ENV --app DIR --dry-run': ({ code, output }) => {
    expect(code).toBe(0)
    expect(output).toMatch(
      /plan for environment shop-1a2b3c[\s\S]*the first store, main \(老李饺子\)[\s\S]*dry run: nothing was sent/,
    )
    // the shop's own collections stay its own; `orders` is also a function of ours, to which servers post
    const collections = /^collections,[\s\S]*?\n\n/m.exec(output)?.[0] ?? ''
    expect(collections).toMatch(/^ {2}settings /m)
    expect(collections).not.toMatch(/^ {2}(orders|dishes) /m)
    expect(output).not.toMatch(/^ {2}(dishes|shop) /m)
  },
  'npm run integrate -- --app DIR --remove': ({ code }) => {
    expect({ code, left: git(app, 'status', '--porcelain') }).toEqual({ code: 0, left: '' })
  },
}

test('the first hour, line by line', async () => {
  const lines = commandsOf('docs/first-hour.md')
  expect(lines).toEqual(Object.keys(brings))
  for (const line of lines) brings[line]?.(await type(line))
}, 900_000)

test('the lines of the README and of the other guides', async () => {
  const done = new Set(Object.keys(brings))
  // `npm test` is what runs this; measuring a day of a shop is not for a test
  const elsewhere = new Set(['npm test', 'npm run bench -- cost'])
  const lines = [
    'README.md',
    ...guides.filter((name) => !name.includes('zh-CN')).map((name) => `docs/${name}`),
  ].flatMap(commandsOf)
  const rest = [...new Set(lines)].filter((line) => line.startsWith('npm ') && !done.has(line) && !elsewhere.has(line))
  expect(rest.length).toBeGreaterThan(2)
  for (const line of rest) expect({ line, ...(await type(line)) }).toMatchObject({ line, code: 0 })
}, 900_000)
