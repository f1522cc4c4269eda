import { type Credentials, signedHeaders } from './signature'

/** Versions of the services: tcb knows permissions of collections, flexdb their indexes, scf the functions. */
const versions = { tcb: '2018-06-08', flexdb: '2018-11-27', scf: '2018-04-16' }

/** One call of Tencent Cloud's API. */
export type CallCloudApi = (
  service: keyof typeof versions,
  action: string,
  parameters: Record<string, unknown>,
) => Promise<Record<string, unknown>>

interface Answer {
  Response: { Error?: { Code: string; Message: string } } & Record<string, unknown>
}

/**
 * Opens the API for one account. Neither `tcb` nor the SDK can set a collection's permission or indexes; this can.
 * @param origin another place to call, in tests
 */
export function openCloudApi(credentials: Credentials, region: string, origin?: string): CallCloudApi {
  return async (service, action, parameters) => {
    const host = `${service}.tencentcloudapi.com`
    const body = JSON.stringify(parameters)
    const headers = {
      ...signedHeaders({ service, host, body, at: Date.now() }, credentials),
      'X-TC-Action': action,
      'X-TC-Version': versions[service],
      'X-TC-Region': region,
    }
    const response = await fetch(origin ?? `https://${host}`, { method: 'POST', headers, body })
    const { Response } = (await response.json()) as Answer
    if (Response.Error !== undefined) throw new Error(`${action}: ${Response.Error.Code}: ${Response.Error.Message}`)
    return Response
  }
}
