import { LABEL_LENGTH } from '../catalogue'
import { cut } from './scrub'

/** Numbers, hashes, long mixed words and everything that is not plain ASCII stand for one thing among many. */
const variable = /^\d|\d{4,}|^[\da-f-]{8,}$|^(?=.*\d)[\w~.-]{12,}$|[^\w.~:-]|.{41,}/i
const rememberedUrls = 200

/** Without scheme, credentials, query and fragment: those never leave. */
const plainPath = (url: string): string => url.slice(0, 2000).replace(/^\w[\w+.-]*:\/\/([^/]*@)?|[?#].*$/gs, '')

/** `https://a.com/order/123?x=1` becomes `a.com/order/:id`. */
export const routeTemplate = (url: string): string =>
  plainPath(url)
    .split('/')
    .map((segment, i) => (i > 0 && variable.test(segment) ? ':id' : segment))
    .join('/')

/** `/pages/menu/menu?table=4` becomes `pages/menu/menu`. */
export const pagePath = (path: unknown): string => label(plainPath(String(path || '')).replace(/^\//, ''))

/** Something that can stand in the dictionary of a batch. */
export const label = (text: unknown): string => cut(String(text), LABEL_LENGTH) || 'unknown'

/** `GET a.cn/dish/:id` for a verb, if there is one, and a URL. */
export type RouteNamer = (verb: unknown, url: unknown) => string

/** The integrator's own template for a path, if there is one. */
export type OwnTemplate = (path: string) => string | undefined

/** Names the routes of URLs. An app asks for the same URLs again and again: the latest are remembered. */
export function routeNamer(own: OwnTemplate): RouteNamer {
  let known = new Map<string, string>()
  return (method, url) => {
    const verb = verbOf(method)
    const text = String(url)
    const query = text.indexOf('?')
    const key = verb + (query < 0 ? text : text.slice(0, query))
    let name = known.get(key)
    if (!name) {
      const path = plainPath(text)
      name = label(`${verb} ${own(path) || routeTemplate(path)}`)
      if (known.size >= rememberedUrls) known = new Map()
      known.set(key, name)
    }
    return name
  }
}

const verbOf = (method: unknown): string =>
  method && method !== 'GET' && /^[a-z]{2,7}$/i.test(String(method)) ? String(method).toUpperCase() : 'GET'
