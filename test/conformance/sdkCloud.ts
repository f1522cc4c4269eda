import http from 'node:http'
import type { AddressInfo } from 'node:net'
import cloud from 'wx-server-sdk'
import type { Database } from '../../localcloud/database/database'
import { WireError } from '../../localcloud/wire/wireError'
import type { SdkDatabase } from './databaseCases'

/** What the runner answers for one request body: the database, or whatever stands in for it. */
type Answer = (request: Record<string, unknown>) => Promise<Record<string, unknown>>

/** The variables that point the real SDK at a server on this machine. Signatures are made, and not checked. */
function pointSdkAt(url: string): void {
  Object.assign(process.env, {
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: url }),
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    SCF_NAMESPACE: 'local-env',
    TCB_ENV: 'local-env',
    TENCENTCLOUD_SECRETID: 'id',
    TENCENTCLOUD_SECRETKEY: 'key',
    TENCENTCLOUD_SESSIONTOKEN: 'token',
  })
}

async function reply(answer: Answer, body: string): Promise<Record<string, unknown>> {
  try {
    return { requestId: 'request', ...(await answer(JSON.parse(body))) }
  } catch (error) {
    if (error instanceof WireError) return { requestId: 'request', code: error.code, message: error.message }
    return { requestId: 'request', code: 'BUG', message: String((error as Error).stack) }
  }
}

/** The SDK's own database object, talking HTTP to a server that holds nothing but the given database. */
export async function sdkDatabase(database: Pick<Database, 'handle'>) {
  const server = http.createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', async () => {
      const json = JSON.stringify(await reply((asked) => database.handle(asked), body))
      response.writeHead(200, { 'content-type': 'application/json' }).end(json)
    })
  })
  // a test that computes for long must not find its connection closed
  server.keepAliveTimeout = 120_000
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  pointSdkAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}/admin`)
  cloud.init({ env: 'local-env' })
  return {
    db: cloud.database() as unknown as SdkDatabase,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
