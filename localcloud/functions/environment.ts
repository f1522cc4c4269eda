import { addressOf } from './addresses'
import type { Caller } from './source'
import { SOURCES } from './source'

/** Of the whole local cloud: where it listens and the key its functions sign with. */
export interface CloudIdentity {
  adminUrl: string
  envId: string
  appid: string
  secretId: string
  secretKey: string
}

/** What an instance gets at birth, before any invocation: enough for `cloud.init()` and nothing of this machine. */
export function instanceEnvironment(cloud: CloudIdentity): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    TZ: 'UTC',
    NODE_ENV: 'production',
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    SCF_NAMESPACE: cloud.envId,
    TCB_ENV: cloud.envId,
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: cloud.adminUrl }),
    TENCENTCLOUD_SECRETID: cloud.secretId,
    TENCENTCLOUD_SECRETKEY: cloud.secretKey,
  }
}

/**
 * The variables of one invocation; the instance deletes them before the next one.
 * The API token is the invocation's own, so a signed request tells which invocation it comes from.
 */
export function invocationEnvironment(
  cloud: CloudIdentity,
  caller: Caller,
  invocation: { requestId: string; token: string; function: string },
): Record<string, string> {
  const isTimer = caller.source === SOURCES.timer
  const tokenKey = isTimer ? 'WX_TRIGGER_API_TOKEN_V0' : 'WX_API_TOKEN'
  const identity: Record<string, string> = { WX_APPID: cloud.appid, [tokenKey]: invocation.token }
  if (caller.openid !== undefined) {
    identity.WX_OPENID = caller.openid
    identity.WX_CLIENTIP = addressOf(caller.openid)
  }
  return {
    ...identity,
    WX_CONTEXT_KEYS: Object.keys(identity).join(','),
    TENCENTCLOUD_SESSIONTOKEN: invocation.token,
    TCB_SOURCE: caller.source,
    TRIGGER_SRC: isTimer ? 'timer' : '',
    TCB_SEQID: invocation.requestId,
    SCF_REQUEST_ID: invocation.requestId,
    SCF_FUNCTIONNAME: invocation.function,
  }
}
