export interface PageAddress {
  route: string
  query: Record<string, string>
}

/** Takes a page's address apart. Relative ones count from the page `from`. Values stay encoded, as WeChat hands them on. */
export function parsePageAddress(url: string, from: string): PageAddress {
  const [path = '', search = ''] = url.split('?')
  const route = path.startsWith('/') ? path.slice(1) : new URL(path, `http://page/${from}`).pathname.slice(1)
  const query: Record<string, string> = {}
  for (const pair of search.split('&')) {
    if (!pair) continue
    const at = pair.indexOf('=')
    query[at < 0 ? pair : pair.slice(0, at)] = at < 0 ? '' : pair.slice(at + 1)
  }
  return { route, query }
}
