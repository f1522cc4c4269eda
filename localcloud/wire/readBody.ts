import type { IncomingMessage } from 'node:http'

/** A request body over the limit; the caller words it in its own protocol. */
export class BodyTooLargeError extends Error {
  constructor(readonly limitBytes: number) {
    super(`request body is over ${limitBytes} bytes`)
    this.name = 'BodyTooLargeError'
  }
}

/** @throws BodyTooLargeError as soon as more than the limit has come in */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > limitBytes) throw new BodyTooLargeError(limitBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
