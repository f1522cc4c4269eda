import { Root } from 'protobufjs'

/** The messages of WIRE.md §6 that a server needs; numbers are the wire's. */
const root = Root.fromJSON({
  nested: {
    KeyValuePair: {
      fields: {
        key: { type: 'string', id: 1 },
        value: { type: 'bytes', id: 2 },
        contentType: { type: 'string', id: 3 },
        filename: { type: 'string', id: 4 },
      },
    },
    OpenApiData: { fields: { pairs: { rule: 'repeated', type: 'KeyValuePair', id: 1 } } },
    SvrkitApiData: { fields: { apiName: { type: 'string', id: 1 }, reqData: { type: 'bytes', id: 2 } } },
    CommApiData: {
      fields: {
        apiType: { type: 'int32', id: 1 },
        openapiData: { type: 'OpenApiData', id: 2 },
        svrkitData: { type: 'SvrkitApiData', id: 4 },
        appid: { type: 'string', id: 6 },
      },
    },
    CommOpenApiResp: {
      fields: {
        respData: { type: 'bytes', id: 1 },
        contentType: { type: 'string', id: 2 },
        errorCode: { type: 'int32', id: 3 },
        httpCode: { type: 'uint32', id: 4 },
      },
    },
  },
})
const requestType = root.lookupType('CommApiData')
const replyType = root.lookupType('CommOpenApiResp')

interface DecodedRequest {
  openapiData?: { pairs?: { key: string; value: Uint8Array }[] } | null
}

/**
 * The arguments of a `cloud.openapi.*` call, snake_cased as the SDK sends them.
 * @throws Error when the bytes are no such message or an argument is not JSON
 */
export function decodeOpenApiArguments(bytes: Buffer): Record<string, unknown> {
  const decoded = requestType.toObject(requestType.decode(bytes), { bytes: Buffer }) as DecodedRequest
  const pairs = decoded.openapiData?.pairs ?? []
  return Object.fromEntries(pairs.map(({ key, value }) => [key, JSON.parse(Buffer.from(value).toString('utf8'))]))
}

/** WeChat's own answer: JSON text in an envelope. Text, because message ids are larger than a number can hold. */
export function encodeOpenApiReply(jsonText: string): Buffer {
  const reply = { respData: Buffer.from(jsonText), contentType: 'application/json; encoding=utf-8', httpCode: 200 }
  return Buffer.from(replyType.encode(replyType.create(reply)).finish())
}

/** A refusal before the API itself is reached, such as -604101 for a permission that is not declared. */
export function encodeOpenApiRefusal(errorCode: number): Buffer {
  return Buffer.from(replyType.encode(replyType.create({ errorCode, httpCode: 200 })).finish())
}
