import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Meter } from '../meter/meter'
import { type ActionHandler, textParam } from './action'
import { copyFilesAction } from './copyFiles'
import { FileGrants } from './fileGrants'
import { parseMultipart } from './multipart'
import { BodyTooLargeError, readBody } from './readBody'
import { WireError } from './wireError'

const LONGEST_FILE_BYTES = 100 * 1024 * 1024

const LONGEST_GRANT_S = 86_400
const DEFAULT_GRANT_S = 7200

export interface FileStorageOptions {
  folder: string
  envId: string
  meter: Meter
  secretKey: string
  now: () => number
}

/** Cloud storage in the data folder. A file's name on disk is the hash of its id, so no id can leave the folder. */
export class FileStorage {
  private readonly grants: FileGrants

  constructor(private readonly options: FileStorageOptions) {
    this.grants = new FileGrants(options.secretKey, options.now)
  }

  readonly actions: Record<string, ActionHandler> = {
    'storage.getUploadMetadata': async (request) => {
      const path = textParam(request, 'path')
      if (!path) throw new WireError('INVALID_PARAM', 'path is missing')
      const fileId = this.fileIdOf(path)
      const url = `${request.origin}/cos/${encodeURIComponent(fileId)}`
      const authorization = this.grants.toWrite(fileId)
      return { json: { data: { url, token: 'local', authorization, fileId, cosFileId: nameOf(fileId) } } }
    },
    'storage.batchGetDownloadUrl': async (request) => {
      const files = wantedFiles(request.params.file_list)
      return { json: { data: { download_list: files.map((file) => this.download(file, request.origin)) } } }
    },
    'storage.batchDeleteFile': async (request) => {
      const files = wantedFiles(request.params.fileid_list)
      return { json: { data: { delete_list: files.map(({ fileID }) => this.remove(fileID)) } } }
    },
    'storage.batchCopyFile': copyFilesAction(
      (path) => this.fileIdOf(path),
      (fileId) => this.pathOf(fileId),
    ),
    'storage.getFileAuthority': async () => ({ json: { data: { authority: [] } } }),
  }

  /** `/cos/ID`: PUT and POST (a form, from SDKs before 4.0) store, GET reads; each with its grant. */
  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const fileId = decodeURIComponent(url.pathname.slice('/cos/'.length))
    if (request.method === 'PUT' || request.method === 'POST') return this.store(fileId, request, response)
    if (request.method !== 'GET' || !this.grants.mayRead(fileId, url.searchParams))
      return refuse(response, 403, 'AccessDenied', 'the address is not signed, or no longer good')
    const path = this.pathOf(fileId)
    if (!existsSync(path)) return refuse(response, 404, 'NoSuchKey', 'no such file')
    const bytes = readFileSync(path)
    this.options.meter.sent(undefined, bytes.length)
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(bytes)
  }

  reset(): void {
    rmSync(this.options.folder, { recursive: true, force: true })
  }

  private async store(fileId: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readUpload(request)
    if (!body) return refuse(response, 413, 'EntityTooLarge', `a file has at most ${LONGEST_FILE_BYTES} bytes`)
    if (!this.grants.mayWrite(fileId, body.signature))
      return refuse(response, 403, 'AccessDenied', 'the upload is not signed')
    mkdirSync(this.options.folder, { recursive: true })
    const path = this.pathOf(fileId)
    writeFileSync(`${path}.part`, body.bytes)
    renameSync(`${path}.part`, path)
    response.writeHead(200).end()
  }

  private download({ fileID, maxAgeS }: WantedFile, origin: string): Record<string, unknown> {
    if (!existsSync(this.pathOf(fileID))) return { code: 'STORAGE_FILE_NONEXIST', fileID, tempFileURL: '' }
    // The SDK encodes this address itself.
    const tempFileURL = `${origin}/cos/${fileID}?${this.grants.toRead(fileID, maxAgeS)}`
    return { code: 'SUCCESS', fileID, tempFileURL, maxAge: maxAgeS }
  }

  private remove(fileID: string): Record<string, unknown> {
    const path = this.pathOf(fileID)
    if (!existsSync(path)) return { code: 'STORAGE_FILE_NONEXIST', fileID }
    rmSync(path)
    return { code: 'SUCCESS', fileID }
  }

  private fileIdOf(path: string): string {
    return `cloud://${this.options.envId}.local/${path}`
  }

  private pathOf(fileId: string): string {
    return join(this.options.folder, nameOf(fileId))
  }
}

interface WantedFile {
  fileID: string
  maxAgeS: number
}

const nameOf = (fileId: string): string => createHash('sha256').update(fileId).digest('hex')

/** The bytes of an upload and what proves the right to it; undefined when there are too many. */
async function readUpload(request: IncomingMessage): Promise<{ bytes: Buffer; signature: string } | undefined> {
  const contentType = request.headers['content-type'] ?? ''
  try {
    const body = await readBody(request, LONGEST_FILE_BYTES)
    if (request.method === 'PUT') return { bytes: body, signature: request.headers.authorization ?? '' }
    const { file, Signature } = parseMultipart(body, contentType)
    return { bytes: file ?? Buffer.alloc(0), signature: Signature?.toString('utf8') ?? '' }
  } catch (error) {
    if (error instanceof BodyTooLargeError) return undefined
    if (error instanceof WireError) return { bytes: Buffer.alloc(0), signature: '' }
    throw error
  }
}

/** Refusals of the object store are XML; the SDKs read all four elements. */
function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  const text = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message><RequestId>local</RequestId><TraceId>local</TraceId></Error>`
  response.writeHead(status, { 'content-type': 'application/xml' }).end(text)
}

function wantedFiles(list: unknown): WantedFile[] {
  if (!Array.isArray(list)) throw new WireError('INVALID_PARAM', 'a list of files is needed')
  return list.map((item: unknown) => {
    const { fileid, max_age } = (typeof item === 'string' ? { fileid: item } : (item ?? {})) as Record<string, unknown>
    if (typeof fileid !== 'string') throw new WireError('INVALID_PARAM', 'a file id must be text')
    const maxAgeS = typeof max_age === 'number' && max_age > 0 ? max_age : DEFAULT_GRANT_S
    return { fileID: fileid, maxAgeS: Math.min(maxAgeS, LONGEST_GRANT_S) }
  })
}
