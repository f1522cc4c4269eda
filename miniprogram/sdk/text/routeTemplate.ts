import { LIMITS } from '../../../contract/limits'
import { cut } from './scrub'

/** Numbers, hashes, long mixed words and everything that is not plain ASCII stand for one thing among many. */
const variable = /^\d|\d{4,}|^[\da-f-]{8,}$|^(?=.*\d)[\w~.-]{12,}$|[^\w.~:-]|.{41,}/i

/** `https://a.com/order/123?x=1` becomes `a.com/order/:id`. Query, fragment and credentials never leave. */
export function routeTemplate(url: unknown): string {
  const path = String(url)
    .slice(0, 2000)
    .replace(/[?#].*$/s, '')
    .replace(/^[a-z][\w+.-]*:\/\/([^/]*@)?/i, '')
  const [host = '', ...segments] = path.split('/')
  return label([host, ...segments.map((segment) => (variable.test(segment) ? ':id' : segment))].join('/'))
}

/** `/pages/menu/menu?table=4` becomes `pages/menu/menu`. */
export const pagePath = (path: unknown): string =>
  label(
    String(path ?? '')
      .replace(/[?#].*$/s, '')
      .replace(/^\//, ''),
  )

/** Something that can stand in the dictionary of a batch. */
export const label = (text: string): string => cut(text, LIMITS.labelLength) || 'unknown'
