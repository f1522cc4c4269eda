import type { CallCloudApi } from './cloudApi'
import type { Deployed, Seen, SeenCollection } from './environment'
import type { Parts } from './parts'

/** A page of Tencent Cloud's lists. */
const pageSize = 100

/** Reads what an environment holds; changes nothing. */
export async function look(id: string, { api, readAfter }: Parts, wanted: readonly string[]): Promise<Seen> {
  const database = await databaseOf(api, id)
  const there = new Set(await namesOf(api, 'flexdb', 'ListTables', { Tag: database }))
  const collections = new Map<string, SeenCollection>()
  for (const name of wanted.filter((each) => there.has(each))) {
    const { AclTag } = (await api('tcb', 'DescribeDatabaseACL', { EnvId: id, CollectionName: name })) as {
      AclTag?: string
    }
    collections.set(name, { permission: AclTag ?? 'unknown', indexes: await indexesOf(api, database, name) })
  }
  const settings = collections.has('settings') ? await readAfter('settings', '') : []
  const main = settings.find(({ _id }) => _id === 'main') as { salt?: unknown; claimHash?: unknown } | undefined
  return {
    collections,
    functions: new Set(await namesOf(api, 'scf', 'ListFunctions', { Namespace: id })),
    deployed: (settings.find(({ _id }) => _id === 'deployed') as Deployed | undefined) ?? null,
    hasSettings: typeof main?.salt === 'string' && main.claimHash !== undefined,
    hasStore: collections.has('stores') && (await readAfter('stores', '')).length > 0,
    settingsAreEmpty: settings.length === 0,
  }
}

/** The database of an environment, as flexdb calls it. @throws Error when the account has no such environment */
export async function databaseOf(api: CallCloudApi, id: string): Promise<string> {
  const { EnvList } = (await api('tcb', 'DescribeEnvs', { EnvId: id })) as {
    EnvList?: { Databases?: { InstanceId: string }[] }[]
  }
  const database = EnvList?.[0]?.Databases?.[0]?.InstanceId
  if (database === undefined) throw new Error(`this account has no environment ${id} with a database`)
  return database
}

export async function indexesOf(api: CallCloudApi, database: string, collection: string): Promise<string[]> {
  const table = (await api('flexdb', 'DescribeTable', { Tag: database, TableName: collection })) as {
    Indexes?: { Name: string }[]
  }
  return table.Indexes?.map(({ Name }) => Name) ?? []
}

async function namesOf(
  api: CallCloudApi,
  service: 'flexdb' | 'scf',
  action: 'ListTables' | 'ListFunctions',
  where: Record<string, unknown>,
): Promise<string[]> {
  const [limit, offset] = service === 'flexdb' ? ['MgoLimit', 'MgoOffset'] : ['Limit', 'Offset']
  const names: string[] = []
  for (;;) {
    const { Tables, Functions } = (await api(service, action, {
      ...where,
      [limit]: pageSize,
      [offset]: names.length,
    })) as {
      Tables?: { TableName: string }[] | null
      Functions?: { FunctionName: string }[]
    }
    const page = [
      ...(Tables ?? []).map(({ TableName }) => TableName),
      ...(Functions ?? []).map(({ FunctionName }) => FunctionName),
    ]
    names.push(...page)
    if (page.length < pageSize) return names
  }
}
