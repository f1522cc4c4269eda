import { WireError } from './wireError'

const CRLF = Buffer.from('\r\n')
const HEAD_END = Buffer.from('\r\n\r\n')

/**
 * The fields of a multipart/form-data body, as bytes: the SDK puts protobuf into plain fields, so decoding them as
 * text would break them.
 * @throws WireError INVALID_PARAM when the body is not what its content type says
 */
export function parseMultipart(body: Buffer, contentType: string): Record<string, Buffer> {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1]
  if (!boundary) throw new WireError('INVALID_PARAM', 'multipart body without a boundary')
  const delimiter = Buffer.from(`--${boundary}`)
  const fields: Record<string, Buffer> = {}
  let start = body.indexOf(delimiter)
  for (;;) {
    const end = start < 0 ? -1 : body.indexOf(Buffer.concat([CRLF, delimiter]), start)
    if (end < 0) break
    const part = body.subarray(start + delimiter.length + CRLF.length, end)
    const headEnd = part.indexOf(HEAD_END)
    const name = /name="([^"]*)"/.exec(part.subarray(0, Math.max(headEnd, 0)).toString('utf8'))?.[1]
    if (name === undefined) throw new WireError('INVALID_PARAM', 'multipart field without a name')
    fields[name] = part.subarray(headEnd + HEAD_END.length)
    start = end + CRLF.length
  }
  return fields
}
