import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'

/** A stand-in for the local cloud: enough for a phone to show pages, with functions given as plain functions. */
export interface PreviewCloud {
  url: string
  /** address of a phone */
  phone(openid: string, page?: string, more?: Record<string, string>): string
  /** what phones posted, by path */
  posted: { path: string; session: string; body: Record<string, unknown> }[]
  /** Another beginning, for phones that are opened from now on: at that time, nothing posted yet. */
  restart(now: number): void
  /** moves the frozen clock and has every phone run what is due */
  advance(ms: number): Promise<void>
  close(): Promise<void>
}

export interface PreviewOptions {
  /** folder that compileShell wrote */
  shell: string
  port?: number
  /** cloud functions by name; what they throw must be `{errCode, errMsg}` */
  functions?: Record<string, (event: Record<string, unknown>, openid: string) => unknown>
  /** answers to /_phone/pay and /_phone/subscribe; a throw of `{errCode, errMsg}` fails the call */
  pay?: (payment: unknown) => unknown
  subscribe?: (templateIds: string[]) => Record<string, string>
  /** frozen virtual time, epoch ms; without it phones live in real time */
  now?: number
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
}

export async function startPreview(options: PreviewOptions): Promise<PreviewCloud> {
  const posted: PreviewCloud['posted'] = []
  const streams = new Set<http.ServerResponse>()
  const acknowledgements = new Map<number, () => void>()
  let now = options.now ?? 0
  let lastRun = 0
  const frozen = options.now !== undefined
  const clockState = () => ({ now: frozen ? now : Date.now(), frozen, speed: 1 })

  const answer = async (target: string, session: string, body: Record<string, unknown>): Promise<unknown> => {
    switch (target) {
      case '/_local/login':
        return { session: body.openid }
      case '/_phone/call': {
        const run = options.functions?.[String(body.name)]
        if (!run) throw { errCode: -501000, errMsg: `FunctionName parameter could not be found: ${String(body.name)}` }
        return { result: await run((body.data ?? {}) as Record<string, unknown>, session), requestID: 'preview' }
      }
      case '/_phone/pay':
        return (await options.pay?.(body.payment)) ?? { errMsg: 'requestPayment:ok' }
      case '/_phone/subscribe': {
        const ids = body.templateIds as string[]
        return options.subscribe?.(ids) ?? Object.fromEntries(ids.map((id) => [id, 'accept']))
      }
      case '/_phone/clock':
        acknowledgements.get(Number(body.ran))?.()
        return {}
      default:
        return undefined
    }
  }

  const server = http.createServer((request, response) => {
    const target = new URL(request.url ?? '/', 'http://preview').pathname
    if (request.method === 'POST') {
      readBody(request)
        .then(async (body) => {
          const session = String(request.headers['x-session'] ?? '')
          posted.push({ path: target, session, body })
          sendJson(response, 200, (await answer(target, session, body)) ?? {})
        })
        .catch((error: unknown) => sendJson(response, 500, error instanceof Error ? { errMsg: error.message } : error))
      return
    }
    if (target === '/_local/clock/stream') {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(event(clockState()))
      streams.add(response)
      response.on('close', () => streams.delete(response))
      return
    }
    sendFile(response, options.shell, target.replace(/^\/shell\//, '/'))
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    posted,
    phone: (openid, page = '', more = {}) =>
      `${url}/shell/phone.html?${new URLSearchParams({ openid, page, token: 'preview', ...more })}`,
    restart(then) {
      now = then
      posted.length = 0
    },
    async advance(ms) {
      now += ms
      const run = ++lastRun
      const done = new Promise<void>((resolve) => acknowledgements.set(run, resolve))
      for (const stream of streams) stream.write(event({ ...clockState(), run }))
      if (streams.size > 0) await done
    },
    close: () =>
      new Promise((resolve) => {
        for (const stream of streams) stream.end()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const event = (message: object) => `data: ${JSON.stringify(message)}\n\n`

async function readBody(request: http.IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return parts.length > 0 ? JSON.parse(Buffer.concat(parts).toString()) : {}
}

function sendJson(response: http.ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function sendFile(response: http.ServerResponse, folder: string, target: string) {
  const file = path.join(folder, path.normalize(decodeURIComponent(target)))
  if (!file.startsWith(path.resolve(folder)) || !fs.statSync(file, { throwIfNoEntry: false })?.isFile()) {
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' })
  fs.createReadStream(file).pipe(response)
}
