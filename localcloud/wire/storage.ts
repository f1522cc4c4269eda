import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Meter } from '../meter/meter'
import { type ActionHandler, textParam } from './action'
import { readBody } from './readBody'
import { WireError } from './wireError'

const LONGEST_FILE_BYTES = 100 * 1024 * 1024

/** Cloud storage in the data folder. A file's name on disk is the hash of its id, so no id can leave the folder. */
export class FileStorage {
  constructor(
    private readonly folder: string,
    private readonly envId: string,
    private readonly meter: Meter,
  ) {}

  readonly actions: Record<string, ActionHandler> = {
    'storage.getUploadMetadata': async (request) => {
      const path = textParam(request, 'path')
      if (!path) throw new WireError('INVALID_PARAM', 'path is missing')
      const fileId = `cloud://${this.envId}.local/${path}`
      const url = `${request.origin}/cos/${encodeURIComponent(fileId)}`
      return { json: { data: { url, token: 'local', authorization: 'local', fileId, cosFileId: this.nameOf(fileId) } } }
    },
    'storage.batchGetDownloadUrl': async (request) => ({
      json: {
        data: { download_list: fileIds(request.params.file_list).map((id) => this.download(id, request.origin)) },
      },
    }),
    'storage.batchDeleteFile': async (request) => ({
      json: { data: { delete_list: fileIds(request.params.fileid_list).map((id) => this.remove(id)) } },
    }),
    'storage.getFileAuthority': async () => ({ json: { data: { authority: [] } } }),
  }

  /** `/cos/ID`: PUT stores, GET reads. */
  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const file = join(this.folder, this.nameOf(decodeURIComponent(url.pathname.slice('/cos/'.length))))
    if (request.method === 'PUT') {
      const bytes = await readBody(request, LONGEST_FILE_BYTES)
      mkdirSync(this.folder, { recursive: true })
      writeFileSync(`${file}.part`, bytes)
      renameSync(`${file}.part`, file)
      response.writeHead(200).end()
      return
    }
    if (request.method !== 'GET' || !existsSync(file)) {
      const text = '<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>no such file</Message></Error>'
      response.writeHead(404, { 'content-type': 'application/xml' }).end(text)
      return
    }
    const bytes = readFileSync(file)
    this.meter.sent(undefined, bytes.length)
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(bytes)
  }

  reset(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }

  private download(fileID: string, origin: string): Record<string, unknown> {
    if (!existsSync(join(this.folder, this.nameOf(fileID))))
      return { code: 'STORAGE_FILE_NONEXIST', fileID, tempFileURL: '' }
    // The SDK encodes this address itself.
    return { code: 'SUCCESS', fileID, tempFileURL: `${origin}/cos/${fileID}`, maxAge: 7200 }
  }

  private remove(fileID: string): Record<string, unknown> {
    const file = join(this.folder, this.nameOf(fileID))
    if (!existsSync(file)) return { code: 'STORAGE_FILE_NONEXIST', fileID }
    rmSync(file)
    return { code: 'SUCCESS', fileID }
  }

  private nameOf(fileId: string): string {
    return createHash('sha256').update(fileId).digest('hex')
  }
}

function fileIds(list: unknown): string[] {
  if (!Array.isArray(list)) throw new WireError('INVALID_PARAM', 'a list of files is needed')
  return list.map((item) => {
    const id = typeof item === 'string' ? item : (item as { fileid?: unknown })?.fileid
    if (typeof id !== 'string') throw new WireError('INVALID_PARAM', 'a file id must be text')
    return id
  })
}
