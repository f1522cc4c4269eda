import { createHash, createHmac } from 'node:crypto'

export interface Credentials {
  secretId: string
  secretKey: string
}

/** A request to Tencent Cloud's API, as far as the signature covers it. */
export interface SignedRequest {
  service: string
  host: string
  body: string
  /** epoch ms */
  at: number
}

const contentType = 'application/json; charset=utf-8'

/** Headers of a request signed by TC3-HMAC-SHA256 (cloud.tencent.com/document/api/213/30654). */
export function signedHeaders(request: SignedRequest, { secretId, secretKey }: Credentials): Record<string, string> {
  const seconds = Math.floor(request.at / 1000)
  const date = new Date(request.at).toISOString().slice(0, 10)
  const scope = `${date}/${request.service}/tc3_request`
  const headers = `content-type:${contentType}\nhost:${request.host}\n`
  const canonical = ['POST', '/', '', headers, 'content-type;host', sha256(request.body)].join('\n')
  const toSign = ['TC3-HMAC-SHA256', seconds, scope, sha256(canonical)].join('\n')
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), request.service), 'tc3_request')
  const signature = hmac(key, toSign).toString('hex')
  const credential = `Credential=${secretId}/${scope}`
  return {
    'Content-Type': contentType,
    'X-TC-Timestamp': String(seconds),
    Authorization: `TC3-HMAC-SHA256 ${credential}, SignedHeaders=content-type;host, Signature=${signature}`,
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
