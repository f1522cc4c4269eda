import { createHash, createHmac } from 'node:crypto'

export interface TencentRequest {
  service: string
  host: string
  action: string
  version: string
  body: string
  secretId: string
  secretKey: string
  /** epoch ms */
  at: number
}

const CONTENT_TYPE = 'application/json; charset=utf-8'
const SIGNED = 'content-type;host'

/** Headers of a call of Tencent Cloud's API, signed by TC3-HMAC-SHA256: https://cloud.tencent.com/document/api/876/34805 */
export function signedHeaders(request: TencentRequest): Record<string, string> {
  const { service, host, action, version, body, secretId, secretKey, at } = request
  const seconds = Math.floor(at / 1000)
  const day = new Date(at).toISOString().slice(0, 10)
  const canonical = ['POST', '/', '', `content-type:${CONTENT_TYPE}`, `host:${host}`, '', SIGNED, sha256(body)].join(
    '\n',
  )
  const scope = `${day}/${service}/tc3_request`
  const toSign = ['TC3-HMAC-SHA256', seconds, scope, sha256(canonical)].join('\n')
  const key = [day, service, 'tc3_request'].reduce<Buffer | string>(
    (secret, part) => hmac(secret, part),
    `TC3${secretKey}`,
  )
  const signature = hmac(key, toSign).toString('hex')
  return {
    authorization: `TC3-HMAC-SHA256 Credential=${secretId}/${scope}, SignedHeaders=${SIGNED}, Signature=${signature}`,
    'content-type': CONTENT_TYPE,
    host,
    'x-tc-action': action,
    'x-tc-version': version,
    'x-tc-timestamp': String(seconds),
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest()
