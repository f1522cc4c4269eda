/** A route as Alertmanager has them: the first child that matches takes an alert, unless it says to go on. */
export interface Route {
  receiver: string
  /** e.g. `severity="critical"`, `shop!="9"`, `kind=~"slo|nodata"`, `env!~"test.*"`: all have to match */
  matchers?: readonly string[]
  continue?: boolean
  routes?: readonly Route[]
}

export type Labels = Readonly<Record<string, string>>

/** Who is told of an alert with these labels, in the tree's order. @throws where a matcher cannot be read */
export const receiversOf = (route: Route, labels: Labels): string[] => {
  const found: string[] = []
  for (const child of route.routes ?? []) {
    if (!(child.matchers ?? []).every((matcher) => isMatching(matcher, labels))) continue
    found.push(...receiversOf(child, labels))
    if (!child.continue) break
  }
  return found.length > 0 ? found : [route.receiver]
}

/** A label that is missing counts as empty; patterns match the whole value. */
const isMatching = (matcher: string, labels: Labels): boolean => {
  const read = /^\s*([a-zA-Z_]\w*)\s*(=~|!~|!=|=)\s*"?(.*?)"?\s*$/.exec(matcher)
  if (!read) throw new Error(`not a matcher: ${matcher}`)
  const [, name = '', op = '=', wanted = ''] = read
  const value = labels[name] ?? ''
  const isSame = op.endsWith('~') ? new RegExp(`^(?:${wanted})$`).test(value) : value === wanted
  return op.startsWith('!') ? !isSame : isSame
}
