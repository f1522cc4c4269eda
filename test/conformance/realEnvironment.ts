import tcb from '@cloudbase/node-sdk'
import cloud from 'wx-server-sdk'
import type { ConformanceCloud } from './conformanceCloud'
import type { SdkDatabase } from './database/databaseCase'
import { conformanceCollections } from './databaseCases'

export type RealEnvironment = { envId: string; secretId: string; secretKey: string }

/** The variables by which somebody with an account asks for the suite; see docs/conformance.md. */
const VARIABLES = {
  envId: 'KANDIAN_CONFORMANCE_ENV',
  secretId: 'KANDIAN_CONFORMANCE_SECRET_ID',
  secretKey: 'KANDIAN_CONFORMANCE_SECRET_KEY',
} as const

/** Says yes to the loss of what lies in the suite's collections, by naming the environment once more. */
const CONSENT = 'KANDIAN_CONFORMANCE_MAY_EMPTY'

/**
 * The environment that the variables name; undefined when none is named.
 * @throws Error naming the variable that is missing or does not agree
 */
export function realEnvironment(variables: Record<string, string | undefined>): RealEnvironment | undefined {
  if (!variables[VARIABLES.envId]) return undefined
  const value = (name: string): string => {
    const found = variables[name]
    if (!found) throw new Error(`${VARIABLES.envId} is set, so ${name} must be set too`)
    return found
  }
  const environment = {
    envId: value(VARIABLES.envId),
    secretId: value(VARIABLES.secretId),
    secretKey: value(VARIABLES.secretKey),
  }
  if (value(CONSENT) === environment.envId) return environment
  const names = conformanceCollections.map(({ name }) => name).join(', ')
  throw new Error(`the suite empties the collections ${names}: set ${CONSENT} to the environment's id to allow it`)
}

/** Both SDKs of this process, pointed at WeChat. */
export function sdksForReal({ envId, secretId, secretKey }: RealEnvironment): ConformanceCloud {
  delete process.env.TCB_CONTEXT_CNFG
  Object.assign(process.env, { TENCENTCLOUD_SECRETID: secretId, TENCENTCLOUD_SECRETKEY: secretKey })
  cloud.init({ env: envId, timeout: 30_000 } as Parameters<typeof cloud.init>[0])
  return {
    sdk: cloud as unknown as ConformanceCloud['sdk'],
    db: cloud.database() as unknown as SdkDatabase,
    nodeSdk: tcb.init({ env: envId, secretId, secretKey }),
    knowsCallers: true,
    judgesPermissions: true,
  }
}

/** Empties the suite's collections. */
export async function emptyCollections({ db }: ConformanceCloud): Promise<void> {
  for (const { name } of conformanceCollections) {
    await db
      .collection(name)
      .where({ _id: db.command.exists(true) })
      .remove()
  }
}
