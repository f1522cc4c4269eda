import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CollectionSpec } from '../../../database/collections'
import {
  decodeOpenApiArguments,
  encodeOpenApiRefusal,
  encodeOpenApiReply,
} from '../../../localcloud/wechat/openApiCodec'
import { parseMultipart } from '../../../localcloud/wire/multipart'
import { WireError } from '../../../localcloud/wire/wireError'
import { MemoryDatabase } from './memoryDatabase'

/** What WeChat would answer to an API: `errcode` 0 is success. Arguments come with snake_case names. */
type OpenApi = (args: Record<string, unknown>) => Record<string, unknown>

export interface CloudInMemoryOptions {
  collections?: readonly CollectionSpec[]
  /** Epoch ms of the cloud: what a server date becomes. */
  now?: () => number
  /** Handlers by function name, run in this process: `exports.main` of the function under test. */
  functions?: Record<string, (event: any, context: object) => unknown>
  /** By name, such as `subscribeMessage.send`; any other is refused with -604101. */
  openApis?: Record<string, OpenApi>
}

/**
 * A WeChat cloud for unit tests: nothing but maps behind a loopback port, to which `wx-server-sdk` is pointed.
 * It checks no signature, permission, size or duration, knows no caller, and runs functions in this process;
 * what depends on those needs the local cloud.
 */
export async function cloudInMemory(options: CloudInMemoryOptions = {}) {
  const database = new MemoryDatabase(options.collections ?? [], options.now ?? Date.now)
  const files = new Map<string, Buffer>()
  const broken = new Map<string, string>()
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const [, folder, file = ''] = /^\/(\w+)\/?([^?]*)/.exec(request.url ?? '') ?? []
    if (folder === 'files') return serveFile(decodeURIComponent(file), request.method, body)
    const reply = await answer(request.headers['content-type'] ?? '', body)
    const type = Buffer.isBuffer(reply) ? 'application/octet-stream' : 'application/json; charset=utf-8'
    response.writeHead(200, { 'content-type': type }).end(Buffer.isBuffer(reply) ? reply : JSON.stringify(reply))

    function serveFile(id: string, method: string | undefined, bytes: Buffer): void {
      if (method === 'PUT') files.set(id, bytes)
      const file = files.get(id)
      response.writeHead(file ? 200 : 404).end(method === 'PUT' ? '' : (file ?? '<Error/>'))
    }
  })

  async function answer(contentType: string, body: Buffer): Promise<object | Buffer> {
    const isForm = contentType.startsWith('multipart/form-data')
    const request: Record<string, any> = isForm ? parseMultipart(body, contentType) : JSON.parse(body.toString())
    const action = String(request.action)
    try {
      const code = broken.get(action)
      broken.delete(action)
      if (code !== undefined) throw new WireError(code, 'broken on purpose')
      if (action === 'wx.openApi') return openApi(String(request.apiName), request.requestData)
      const reply = action.startsWith('database.') ? database.handle(request) : other(action, request)
      return { requestId: 'request', ...(await reply) }
    } catch (error) {
      const { code = 'BUG', message } = error as { code?: string; message: string }
      return { requestId: 'request', code, message }
    }
  }

  function openApi(name: string, bytes: Buffer): Buffer {
    const api = options.openApis?.[name]
    return api ? encodeOpenApiReply(JSON.stringify(api(decodeOpenApiArguments(bytes)))) : encodeOpenApiRefusal(-604101)
  }

  async function other(action: string, request: Record<string, any>): Promise<object> {
    switch (action) {
      case 'functions.invokeFunction':
        return {
          data: { response_data: await invoke(request.function_name, JSON.parse(request.request_data ?? '{}')) },
        }
      case 'storage.getUploadMetadata': {
        const fileId = fileIdOf(request.path)
        const url = `${origin()}/files/${encodeURIComponent(fileId)}`
        return { data: { url, token: 'none', authorization: 'none', fileId, cosFileId: 'none' } }
      }
      case 'storage.batchGetDownloadUrl':
        return { data: { download_list: fileIds(request.file_list).map(download) } }
      case 'storage.batchDeleteFile':
        return { data: { delete_list: fileIds(request.fileid_list).map(remove) } }
      case 'storage.batchCopyFile':
        return { data: { copy_list: request.file_list.map(copy) } }
      case 'wx.api': {
        const api = options.openApis?.[request.apiName]
        if (!api) throw new WireError('INVALID_REQUEST_SOURCE', 'no permission: -604101')
        return { data: { responseData: JSON.stringify(api(JSON.parse(request.requestData))) } }
      }
    }
    throw new WireError('INVALID_PARAM', `unknown action ${action}`)
  }

  async function invoke(name: string, event: unknown): Promise<string> {
    const main = options.functions?.[name]
    if (!main) throw new WireError('FUNCTION_NOT_FOUND', `FunctionName parameter could not be found: ${name}`)
    try {
      return JSON.stringify((await main(event, { function_name: name })) ?? null)
    } catch (error) {
      throw new WireError('FUNCTIONS_EXECUTE_FAIL', String((error as Error).stack))
    }
  }

  const fileIds = (list: (string | { fileid: string })[]) =>
    list.map((item) => (typeof item === 'string' ? item : item.fileid))
  const download = (fileID: string) =>
    files.has(fileID)
      ? { code: 'SUCCESS', fileID, tempFileURL: `${origin()}/files/${fileID}`, maxAge: 7200 }
      : { code: 'STORAGE_FILE_NONEXIST', fileID, tempFileURL: '' }
  const remove = (fileID: string) => ({ code: files.delete(fileID) ? 'SUCCESS' : 'STORAGE_FILE_NONEXIST', fileID })
  const fileIdOf = (path: string) => `cloud://in-memory.local/${path}`
  const copy = (asked: Record<'src_path' | 'dst_path', string> & Partial<Record<string, boolean>>) => {
    const [from, fileId] = [fileIdOf(asked.src_path), fileIdOf(asked.dst_path)]
    const file = files.get(from)
    if (!file) return { fileId, code: 'STORAGE_FILE_NONEXIST' }
    if (asked.overwrite === false && files.has(fileId)) return { fileId, code: 'FILE_EXISTS' }
    files.set(fileId, file)
    if (asked.remove_original) files.delete(from)
    return { fileId, code: 'SUCCESS' }
  }
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    /** What `@cloudbase/node-sdk` needs; `wx-server-sdk` takes the same from `pointSdkAt`. */
    environment: { envId: 'in-memory', secretId: 'id', secretKey: 'key', serviceUrl: `${origin()}/admin` },
    /** The next request of the action fails with a code of the wire. */
    breakNext: (action: string, code: string) => void broken.set(action, code),
    reset(): void {
      database.reset()
      files.clear()
      broken.clear()
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
