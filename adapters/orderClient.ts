import { createHmac } from 'node:crypto'
import { init } from '@cloudbase/node-sdk'
import type { OrderEvent } from '../contract/schemas/orderPost'

export type { OrderEvent } from '../contract/schemas/orderPost'

/** Of a server that holds the environment's credentials. */
export interface OrderClientOptions {
  env: string
  secretId: string
  secretKey: string
  /** settings.orderSecrets of the environment */
  signingSecret: string
  /** for tests and private clouds */
  serviceUrl?: string
}

export interface PostReceipt {
  accepted: number
  /** events that were not taken, with their place and why */
  refused: { index: number; reason: string }[]
}

/** What a post takes at most; more are posted in several. */
const EVENTS_A_POST = 100
const TRIES = 3

/** Posts what became of orders, for servers outside the cloud. Events may be posted again: they count once. */
export function createOrderClient({ signingSecret, ...options }: OrderClientOptions) {
  const app = init(options as Parameters<typeof init>[0])
  const post = async (events: readonly OrderEvent[]): Promise<PostReceipt> => {
    const body = JSON.stringify({ events })
    const timestamp = String(Math.floor(Date.now() / 1000))
    const signature = createHmac('sha256', signingSecret).update(`${timestamp}.${body}`).digest('hex')
    const headers = { 'x-timestamp': timestamp, 'x-signature': `sha256=${signature}` }
    const data = { httpMethod: 'POST', path: '/', headers, body }
    const { result } = (await app.callFunction({ name: 'orders', data })) as {
      result: { statusCode: number; body: string }
    }
    if (result.statusCode !== 200) throw new Error(`orders were not taken (${result.statusCode}): ${result.body}`)
    return JSON.parse(result.body) as PostReceipt
  }
  return {
    /** @throws when the cloud does not answer after three tries, or does not believe the signature */
    async post(events: readonly OrderEvent[]): Promise<PostReceipt> {
      const receipt: PostReceipt = { accepted: 0, refused: [] }
      for (let from = 0; from < events.length; from += EVENTS_A_POST) {
        const answer = await tried(() => post(events.slice(from, from + EVENTS_A_POST)))
        receipt.accepted += answer.accepted
        receipt.refused.push(...answer.refused.map(({ index, reason }) => ({ index: index + from, reason })))
      }
      return receipt
    },
  }
}

/** Again where no answer came; what the cloud refuses it will refuse again. */
async function tried<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run()
    } catch (failure) {
      if (attempt >= TRIES || /were not taken \(4/.test(String(failure))) throw failure
    }
  }
}
