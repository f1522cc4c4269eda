import { type Judged, judged, type LightInput } from './lightInput'

/** 错误: is there something new that customers run into. */
export function errorsLight({ recent, issues, dayStartMs, learning }: LightInput): Judged {
  const fresh = issues.filter(({ firstAt }) => firstAt >= dayStartMs)
  const told = learning ? issues : fresh
  const users = usersOf(recent.byLabel('error'), new Set(told.map(({ fingerprint }) => fingerprint)))
  const kind = `${told.length} 种${learning ? '' : '新'}错误`
  if (told.length === 0) return learning ? judged('none', '今天 0 个，再看几天') : judged('ok', '今天没有新错误')
  if (users === 0) return judged('ok', `今天有过 ${kind}，这会儿没了`)
  return judged('warn', `${kind}，${users} 位顾客碰到`)
}

function usersOf(byLabel: ReadonlyMap<string, { users: ReadonlySet<string> }>, labels: ReadonlySet<string>): number {
  const users = new Set<string>()
  for (const [label, merged] of byLabel) if (labels.has(label)) for (const user of merged.users) users.add(user)
  return users.size
}
