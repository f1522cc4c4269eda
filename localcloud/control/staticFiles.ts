import { existsSync, readFileSync, statSync } from 'node:fs'
import { extname, join, normalize, resolve, sep } from 'node:path'
import { type RouteHandler, sendError } from '../wire/httpServer'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.map': 'application/json',
  '.woff2': 'font/woff2',
}

/** The simulator's desk; a shell without one opens on the phone itself. */
const FIRST_PAGES = ['index.html', 'desk.html', 'phone.html']

/** Serves the files of one folder under a prefix; a path that leaves the folder is not found. */
export function staticFiles(folder: string | undefined, prefix: string): RouteHandler {
  return async (_request, response, url) => {
    const path = folder && fileOf(folder, url.pathname.slice(prefix.length))
    if (!path) return sendError(response, 404, 'not_found', `no file ${url.pathname}`)
    const type = TYPES[extname(path)] ?? 'application/octet-stream'
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' }).end(readFileSync(path))
  }
}

function fileOf(folder: string, relative: string): string | undefined {
  const root = resolve(folder)
  const path = normalize(join(root, decodeURIComponent(relative)))
  if (path !== root && !path.startsWith(root + sep)) return undefined
  const candidates = path === root ? FIRST_PAGES.map((page) => join(root, page)) : [path, `${path}.html`]
  return candidates.find((file) => existsSync(file) && statSync(file).isFile())
}
