import { sign } from '@cloudbase/signature-nodejs'
import { WireError } from './wireError'

export interface SignedRequest {
  /** Path with query, as sent. */
  path: string
  headers: Record<string, string | string[] | undefined>
  params: Record<string, unknown>
}

export interface SecretPair {
  secretId: string
  secretKey: string
}

/** A signature is good for ten minutes (X-Signature-Expires of the SDK). */
const VALID_S = 600

/**
 * Checks the TC3 signature by signing the request again.
 * @param moments spans of time (epoch ms) in which the request may have been made
 * @throws WireError SIGN_PARAM_INVALID
 */
export function checkSignature(request: SignedRequest, secret: SecretPair, moments: readonly [number, number][]): void {
  const authorization = headerText(request, 'authorization')
  const timestamp = Number(headerText(request, 'x-timestamp'))
  if (!authorization || !Number.isInteger(timestamp)) throw refused('the request is not signed')
  const isTimely = moments.some(([from, to]) => timestamp >= from / 1000 - VALID_S && timestamp <= to / 1000 + VALID_S)
  if (!isTimely) throw refused('timestamp expired')
  const expected = expectedAuthorization(request, secret, authorization, timestamp)
  if (provenPart(authorization) !== provenPart(expected)) throw refused('wrong signature')
}

/** All but the list of signed params: SDKs before 4.0 name empty ones too, though none of them enters the signature. */
const provenPart = (authorization: string): string => authorization.replace(/ SignedParams=[^,]*,/, '')

function expectedAuthorization(
  request: SignedRequest,
  secret: SecretPair,
  authorization: string,
  timestamp: number,
): string {
  const names = /SignedHeaders=([^,]*)/.exec(authorization)?.[1]?.split(';') ?? []
  const headers = Object.fromEntries(names.map((name) => [name, signedHeader(request, name)]))
  if (!headers.host || !headers['content-type']) throw refused('host and content-type must be signed')
  return sign({
    ...secret,
    method: 'post',
    url: `http://${headerText(request, 'host')}${request.path}`,
    params: request.params,
    headers,
    withSignedParams: true,
    timestamp,
  }).authorization
}

/** The SDK signs the media type before it knows the boundary. */
function signedHeader(request: SignedRequest, name: string): string {
  const value = headerText(request, name)
  return name === 'content-type' && value.startsWith('multipart/form-data') ? 'multipart/form-data' : value
}

const headerText = (request: SignedRequest, name: string): string => {
  const value = request.headers[name]
  return typeof value === 'string' ? value : ''
}

const refused = (reason: string): WireError => new WireError('SIGN_PARAM_INVALID', `signature refused: ${reason}`)
