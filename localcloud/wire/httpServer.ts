import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type RouteHandler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>

/** Handlers by path prefix; the longest prefix that fits wins. */
export type Routes = Record<string, RouteHandler>

/** The one HTTP server of the local cloud, on the loopback address only. */
export class HttpServer {
  private readonly server: Server
  private routes: [string, RouteHandler][] = []

  constructor(private readonly onBug: (error: unknown) => void) {
    this.server = createServer((request, response) => void this.dispatch(request, response))
    // A long advance of the clock may answer late.
    this.server.requestTimeout = 0
  }

  get port(): number {
    return (this.server.address() as AddressInfo | null)?.port ?? 0
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** @throws Error in plain words when the port is taken */
  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, port)))
      this.server.listen(port, '127.0.0.1', resolve)
    })
  }

  serve(routes: Routes): void {
    this.routes = Object.entries(routes).sort(([a], [b]) => b.length - a.length)
  }

  /** Ends open connections too, event streams among them. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve())
      this.server.closeAllConnections()
    })
  }

  private async dispatch(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const refusal = isSignedWire(request) ? undefined : this.refusal(request)
      if (refusal) return sendError(response, 403, 'forbidden', refusal)
      const url = new URL(request.url ?? '/', this.origin)
      const route = this.routes.find(
        ([prefix]) => url.pathname === prefix || url.pathname.startsWith(withSlash(prefix)),
      )
      if (!route) return sendError(response, 404, 'not_found', `nothing is served at ${url.pathname}`)
      await route[1](request, response, url)
    } catch (error) {
      if (isBadAddress(error)) return sendError(response, 400, 'bad_address', `${request.url} is not a valid address`)
      this.onBug(error)
      if (!response.headersSent) sendError(response, 500, 'internal', `local cloud: ${(error as Error).message}`)
      else response.destroy()
    }
  }

  /** Keeps other web pages of this machine's browser out: they can send requests here but not with these headers. */
  private refusal(request: IncomingMessage): string | undefined {
    const hosts = [`127.0.0.1:${this.port}`, `localhost:${this.port}`]
    const { host, origin } = request.headers
    if (!host || !hosts.includes(host)) return `Host ${host ?? '(none)'} is not this machine's loopback address`
    if (origin && !hosts.some((each) => origin === `http://${each}`))
      return `Origin ${origin} may not call the local cloud`
    return undefined
  }
}

/** Its requests prove themselves by their signature, host name included; old SDKs name Tencent's hosts there. */
const isSignedWire = ({ url = '', headers }: IncomingMessage): boolean =>
  /^\/admin(\?|$)/.test(url) && headers.origin === undefined

/** What `new URL` and `decodeURIComponent` throw on addresses like `//` and `%E0%`. */
const isBadAddress = (error: unknown): boolean =>
  (error as Error)?.name === 'URIError' || (error as NodeJS.ErrnoException)?.code === 'ERR_INVALID_URL'

const withSlash = (prefix: string): string => (prefix.endsWith('/') ? prefix : `${prefix}/`)

function listenError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new Error(`port ${port} is in use: stop what listens there, or choose another one with --port`)
  }
  if (error.code === 'EACCES')
    return new Error(`port ${port} may not be used without special rights: choose one above 1023`)
  return error
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}

export function sendError(response: ServerResponse, status: number, code: string, message: string): void {
  sendJson(response, status, { error: { code, message } })
}
