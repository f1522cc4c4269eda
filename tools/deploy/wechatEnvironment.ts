import { init } from '@cloudbase/node-sdk'
import type { IndexSpec } from '../../database/collections'
import { root } from '../paths'
import { type CallCloudApi, openCloudApi } from './cloudApi'
import { DeployError } from './deployError'
import type { Environment, Made } from './environment'
import { databaseOf, indexesOf, look } from './look'
import type { Parts } from './parts'
import type { Credentials } from './signature'
import { runTcb } from './tcb'

/** WeChat's environments are in Shanghai. */
const region = 'ap-shanghai'
/** Documents that one read gives. */
const mostAtOnce = 1000
const isThereAlready = /ALREADY_EXIST|already exists?|ResourceInUse|-502001|E11000|DUPLICATE/i

/** @throws DeployError when the key of the account is not in the variables. */
export function readCredentials(variables: NodeJS.ProcessEnv): Credentials {
  const { TENCENTCLOUD_SECRETID: secretId, TENCENTCLOUD_SECRETKEY: secretKey } = variables
  if (!secretId || !secretKey) {
    throw new DeployError(
      'TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY are not set: make an API key of the account that owns the ' +
        'environment (console.cloud.tencent.com/cam/capi) and put both into these variables, or try --dry-run',
    )
  }
  return { secretId, secretKey }
}

/**
 * A real environment: @cloudbase/node-sdk for documents, Tencent Cloud's API for what it cannot, tcb for functions.
 * @param home folder with the cloudbaserc.json of its functions
 */
export function openWechatEnvironment(id: string, credentials: Credentials, home = root): Environment {
  return environmentOf(id, credentials, {
    api: openCloudApi(credentials, region),
    ...documentParts(init({ env: id, region, ...credentials })),
    tcb: (words, folder = home) => runTcb(words, id, undefined, folder),
  })
}

/** What is done by @cloudbase/node-sdk. */
export function documentParts(app: ReturnType<typeof init>): Omit<Parts, 'api' | 'tcb'> {
  const database = app.database()
  return {
    createCollection: async (name) => refused(await database.createCollection(name)),
    addDocument: async (collection, document) => refused(await database.collection(collection).add(document)),
    putDocument: async (collection, { _id, ...fields }) =>
      refused(await database.collection(collection).doc(_id).set(fields)),
    removeWhere: async (collection, fields) => refused(await database.collection(collection).where(fields).remove()),
    readAfter: async (collection, id) => {
      const query = database.collection(collection).where({ _id: database.command.gt(id) })
      const answer = await query.orderBy('_id', 'asc').limit(mostAtOnce).get()
      refused(answer)
      return answer.data as { _id: string }[]
    },
  }
}

/** The same out of given parts. */
export function environmentOf(id: string, credentials: Credentials, parts: Parts): Environment {
  return {
    logIn: async () => {
      await parts.tcb(['login', '--apiKeyId', credentials.secretId, '--apiKey', credentials.secretKey])
    },
    look: (collections) => look(id, parts, collections),
    createCollection: (name) => unlessThere(() => parts.createCollection(name)),
    closeToPhones: async (collection) => {
      await parts.api('tcb', 'ModifyDatabaseACL', { EnvId: id, CollectionName: collection, AclTag: 'ADMINONLY' })
    },
    addDocument: (collection, document) => unlessThere(() => parts.addDocument(collection, document)),
    putDocument: async (collection, document) => void (await parts.putDocument(collection, document)),
    createIndexes: (collection, indexes) => createIndexes(parts.api, id, collection, indexes),
    deployFunction: async (name) => {
      await parts.tcb(['fn', 'deploy', name, '--envId', id, '--force', '--yes'])
    },
    readAfter: parts.readAfter,
    removeWhere: parts.removeWhere,
    downloadFunction: async (name, folder) => {
      await parts.tcb(['fn', 'code', 'download', name, folder, '--envId', id])
    },
    redeployFunction: async (name, folder) => {
      await parts.tcb(['fn', 'deploy', name, '--envId', id, '--force', '--yes'], folder)
    },
  }
}

/** The SDK answers some refusals instead of throwing them. */
function refused(given: object): void {
  const answer = given as { code?: unknown; message?: unknown }
  if (answer.code) throw Object.assign(new Error(String(answer.message)), { code: String(answer.code) })
}

async function unlessThere(make: () => Promise<unknown>): Promise<Made> {
  try {
    await make()
    return 'made'
  } catch (error) {
    if (isThereAlready.test(`${(error as { code?: string }).code} ${(error as Error).message}`)) return 'there already'
    throw error
  }
}

async function createIndexes(api: CallCloudApi, id: string, collection: string, indexes: IndexSpec[]): Promise<Made> {
  const Tag = await databaseOf(api, id)
  const there = new Set(await indexesOf(api, Tag, collection))
  const missing = indexes.filter(({ name }) => !there.has(name))
  if (missing.length === 0) return 'there already'
  await api('flexdb', 'UpdateTable', { Tag, TableName: collection, CreateIndexes: missing.map(asTencentIndex) })
  return 'made'
}

function asTencentIndex({ name, fields, unique }: IndexSpec) {
  return {
    IndexName: name,
    MgoKeySchema: {
      MgoIsUnique: unique === true,
      MgoIndexKeys: fields.map(({ field, direction }) => ({ Name: field, Direction: String(direction) })),
    },
  }
}
