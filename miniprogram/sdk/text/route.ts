import { LABEL_LENGTH } from '../catalogue'

/** Numbers, hashes, long mixed words and everything that is not plain ASCII stand for one thing among many. */
const variable = /^\d|\d{4,}|^[\da-f-]{8,}$|^(?=.*\d)[\w~.-]{12,}$|[^\w.~:-]|.{41,}/i
const rememberedUrls = 200

/** Without scheme, credentials, query and fragment: those never leave. */
const plainPath = (url: unknown): string =>
  String(url)
    .slice(0, 2000)
    .replace(/^\w[\w+.-]*:\/\/([^/]*@)?|[?#].*$/gs, '')

/** `a.com/order/123` becomes `a.com/order/:id`. */
const templateOf = (path: string): string =>
  path
    .split('/')
    .map((segment, i) => (i > 0 && variable.test(segment) ? ':id' : segment))
    .join('/')

/** `/pages/menu/menu?table=4` becomes `pages/menu/menu`. */
export const pagePath = (path: unknown): string => label(plainPath(path || '').replace(/^\//, ''))

/** Something that can stand in the dictionary of a batch. */
export const label = (text: unknown): string => String(text).slice(0, LABEL_LENGTH) || 'unknown'

/** `GET a.cn/dish/:id` for a verb, if there is one, and a URL. */
export type RouteNamer = (verb: unknown, url: unknown) => string

/** The integrator's own template for a path, if there is one. */
export type OwnTemplate = (path: string) => string | undefined

/** Names the routes of URLs. An app asks for the same URLs again and again: the latest are remembered. */
export function routeNamer(own: OwnTemplate): RouteNamer {
  const known = new Map<string, string>()
  return (method, url) => {
    const asked = `${method || 'GET'} ${url}`
    const query = asked.indexOf('?')
    const key = query < 0 ? asked : asked.slice(0, query)
    let name = known.get(key)
    if (!name) {
      const [verb = 'GET'] = /^[a-z]{2,7}(?= )/i.exec(key) || []
      const path = plainPath(url)
      name = label(`${verb.toUpperCase()} ${own(path) || templateOf(path)}`)
      if (known.size >= rememberedUrls) known.clear()
      known.set(key, name)
    }
    return name
  }
}
