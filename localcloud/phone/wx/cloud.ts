import type { CloudRefusal } from '../runtime/cloudLink'
import { notInShell } from '../runtime/loud'
import { ApiFailure, absentApi, asyncApi, type Family, type Options } from './api'
import { phoneDatabase } from './database'

interface CallOptions extends Options {
  name: string
  data?: unknown
}

/** wx.cloud: cloud functions as the signed-in person; the database refuses. Storage is not part of the shell. */
export const cloudFamily: Family = ({ cloud }) => {
  let initialized = false
  const methods: Record<string, unknown> = {
    database: () => phoneDatabase(cloud),
    callContainer: absentApi('cloud.callContainer'),
    init: () => {
      initialized = true
    },
    callFunction: asyncApi<CallOptions>('cloud.callFunction', async ({ name, data }) => {
      if (!initialized)
        throw new ApiFailure("Cloud API isn't enabled, please call wx.cloud.init first", { errCode: -1 })
      if (typeof name !== 'string' || !name)
        throw new ApiFailure('parameter.name should be string', { errCode: -501001 })
      try {
        const { result, requestID } = await cloud.post('/_phone/call', { name, data: data ?? {} })
        return { result, requestID }
      } catch (error) {
        const { errCode, errMsg } = error as CloudRefusal
        throw { errCode, errMsg: errMsg.startsWith('cloud.') ? errMsg : `cloud.callFunction:fail ${errMsg}` }
      }
    }),
  }
  return {
    cloud: new Proxy(methods, {
      get(target, key) {
        if (!(key in target) && typeof key === 'string' && key !== 'then') notInShell(`wx.cloud.${key}`)
        return Reflect.get(target, key)
      },
    }),
  }
}
