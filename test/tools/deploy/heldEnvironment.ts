/** An environment in which a deployment can be seen: documents in the local cloud, functions in a folder, the rest here. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { init } from '@cloudbase/node-sdk'
import type { CallCloudApi } from '../../../tools/deploy/cloudApi'
import { cloudbasercText } from '../../../tools/deploy/cloudbaserc'
import { runSteps, stepsLeft } from '../../../tools/deploy/deploy'
import { readFunctions } from '../../../tools/deploy/functions'
import { migrations, schema } from '../../../tools/deploy/migrations/migrations'
import { planDeployment } from '../../../tools/deploy/plan'
import { type Subject, subjectOf } from '../../../tools/deploy/subject'
import { runTcb } from '../../../tools/deploy/tcb'
import { documentParts, environmentOf } from '../../../tools/deploy/wechatEnvironment'
import { writeFile } from '../../../tools/files'
import { cloudForTest, type TestCloud } from '../../localcloud/cloudForTest'

const FAKE_TCB = join(__dirname, '../../fakes/tcb/tcb.cjs')
const ENV = 'shop-1a2b'

/** The sample shop with as few collections as show something; every one of them costs calls. */
const few = new Set(['settings', 'stores', 'staff', 'minutes', 'orderHours'])
export const sampleShop = subjectOf(undefined)
export const smallShop: Subject = {
  ...sampleShop,
  collections: sampleShop.collections.filter(({ name }) => few.has(name)),
}

interface Held {
  collections: Record<string, { permission: string; indexes: string[] }>
  functions: Record<string, { code: string; timeout: number; timers: string[] }>
}

export async function heldEnvironment(secretKey = 'key-1', subject: Subject = smallShop) {
  const folder = mkdtempSync(join(tmpdir(), 'kandian-env-'))
  const project = join(folder, 'project')
  const home = join(folder, 'tcb')
  mkdirSync(home, { recursive: true })
  process.env.FAKE_TCB = home
  const cloud: TestCloud = await cloudForTest({ collections: [], now: Date.now() })
  const { envId: env, secretId, secretKey: localKey, serviceUrl } = cloud.environment
  const tables = new Map<string, { permission: string; indexes: string[] }>()
  const faults = { api: '', refuses: '' }
  const api: CallCloudApi = async (_, action, given) => {
    if (faults.api === action) throw new Error(`${action}: ${faults.refuses}`)
    const name = String(given.TableName ?? given.CollectionName)
    const table = tables.get(name) ?? { permission: 'PRIVATE', indexes: ['_id_'] }
    if (action === 'DescribeEnvs') {
      return { EnvList: given.EnvId === ENV ? [{ Databases: [{ InstanceId: 'db-1' }] }] : [] }
    }
    if (action === 'ListTables') {
      const { json } = await cloud.control('GET', 'collections')
      const names = (json.collections as { name: string }[]).map((each) => each.name)
      return { Tables: Number(given.MgoOffset) === 0 ? names.map((TableName) => ({ TableName })) : [] }
    }
    if (action === 'ListFunctions') {
      return { Functions: Number(given.Offset) === 0 ? functionNames().map((FunctionName) => ({ FunctionName })) : [] }
    }
    if (action === 'DescribeDatabaseACL') return { AclTag: table.permission }
    if (action === 'DescribeTable') return { Indexes: table.indexes.map((Name) => ({ Name })) }
    if (action === 'ModifyDatabaseACL') tables.set(name, { ...table, permission: String(given.AclTag) })
    if (action === 'UpdateTable') {
      const made = (given.CreateIndexes as { IndexName: string }[]).map(({ IndexName }) => IndexName)
      tables.set(name, { ...table, indexes: [...table.indexes, ...made] })
    }
    return {}
  }
  const functionNames = () =>
    existsSync(join(home, 'functions'))
      ? readdirSync(join(home, 'functions')).filter((name) => !name.endsWith('.json'))
      : []
  const open = (id: string) =>
    environmentOf(
      id,
      { secretId: 'id-1', secretKey },
      {
        api,
        ...documentParts(
          init({ env, secretId, secretKey: localKey, serviceUrl, keepalive: false } as Parameters<typeof init>[0]),
        ),
        tcb: (words, cwd) => runTcb(words, id, FAKE_TCB, cwd ?? project),
      },
    )

  /** Puts functions into the project: name → its code. */
  const build = (functions: Record<string, string>) => {
    rmSync(project, { recursive: true, force: true })
    for (const [name, code] of Object.entries(functions)) {
      writeFile(join(project, 'dist/cloudfunctions', name, 'index.js'), code)
      const triggers = [{ name: 'tick', type: 'timer', config: '17 * * * * * *' }]
      const config = { timeout: code.length % 60 || 3, ...(name === 'aggregate' ? { triggers } : {}) }
      writeFile(join(project, 'dist/cloudfunctions', name, 'config.json'), JSON.stringify(config))
    }
    writeFile(join(project, 'cloudbaserc.json'), cloudbasercText(readFunctions(join(project, 'dist/cloudfunctions'))))
  }

  const kept = join(folder, 'kept')
  const planned = (version: string, known = migrations) => {
    const functions = readFunctions(join(project, 'dist/cloudfunctions'))
    const plan = planDeployment({
      subject,
      functions,
      maps: [],
      forgetMaps: () => {},
      migrations: known,
      version,
      kept,
      nowMs: 1_790_000_000_000,
    })
    return { functions, plan }
  }

  return {
    cloud,
    faults,
    kept,
    build,
    open,
    planned,
    /** Somebody deletes it in the console. */
    removeFunction: (name: string) => rmSync(join(home, 'functions', name), { recursive: true }),
    breakUploadOf: (name: string) => writeFileSync(join(home, 'broken'), name),
    /** As the command does it. @returns what it said */
    async deploy(version: string, id = ENV): Promise<string[]> {
      const said: string[] = []
      const { functions, plan } = planned(version)
      const environment = open(id)
      const steps = await stepsLeft(plan, subject, functions, environment, schema)
      await runSteps(steps, environment, (line) => said.push(line))
      return said
    },
    async held(): Promise<Held> {
      const { json } = await cloud.control('GET', 'collections')
      const names = (json.collections as { name: string }[]).map((each) => each.name)
      const functions = functionNames().map((name): [string, Held['functions'][string]] => {
        const { timeout, triggers } = JSON.parse(readFileSync(join(home, 'functions', `${name}.json`), 'utf8'))
        const code = readFileSync(join(home, 'functions', name, 'index.js'), 'utf8')
        return [name, { code, timeout, timers: triggers.map((trigger: { config: string }) => trigger.config) }]
      })
      const collections = names.map((name): [string, Held['collections'][string]] => [
        name,
        tables.get(name) ?? { permission: 'PRIVATE', indexes: [] },
      ])
      return { collections: Object.fromEntries(collections), functions: Object.fromEntries(functions) }
    },
    async documents<T>(collection: string): Promise<T[]> {
      return (await cloud.control('GET', `collections/${collection}?limit=1000`)).json.documents as T[]
    },
    async remove() {
      await cloud.remove()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
