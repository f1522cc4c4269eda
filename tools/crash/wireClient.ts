import { Agent, request } from 'node:http'
import { sign } from '@cloudbase/signature-nodejs'

/** Where a cloud listens and the key of its environment. */
export interface CloudAddress {
  envId: string
  secretId: string
  secretKey: string
  serviceUrl: string
}

/** One signed request of the wire. @throws Error when the cloud refuses it, or is gone before it has answered */
export type Ask = (action: string, fields: object) => Promise<WireReply>

/** The parts of the wire's replies that are looked at here. */
export interface WireReply {
  code?: string
  message?: string
  transactionId?: string
  data: { list: string[] }
}

/** A server outside the cloud that speaks the SDK's wire, with as many connections as it has requests under way. */
export function wireClient(cloud: CloudAddress): { ask: Ask; close(): void } {
  const agent = new Agent({ keepAlive: true })
  const url = `${cloud.serviceUrl}?env=${cloud.envId}`
  const { host } = new URL(url)
  const ask: Ask = async (action, fields) => {
    const params = { action, envName: cloud.envId, ...fields }
    const timestamp = Math.floor(Date.now() / 1000)
    const headers = { 'content-type': 'application/json', host }
    const { secretId, secretKey } = cloud
    const { authorization } = sign({
      ...{ secretId, secretKey, method: 'post', url, params, headers, timestamp },
      withSignedParams: true,
    })
    const signed = { ...headers, authorization, 'x-timestamp': String(timestamp) }
    const reply = JSON.parse(await post(url, signed, JSON.stringify(params), agent)) as WireReply
    if (reply.code) throw new Error(`${reply.code}: ${reply.message}`)
    return reply
  }
  return { ask, close: () => agent.destroy() }
}

function post(url: string, headers: Record<string, string>, body: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve(text))
      response.on('error', reject)
      response.on('aborted', () => reject(new Error('the connection was cut')))
    })
    asking.on('error', reject)
    asking.end(body)
  })
}
