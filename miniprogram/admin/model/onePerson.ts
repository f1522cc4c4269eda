import type { AdminAnswers, PersonCursor } from '../../../contract/admin'
import { clockTime } from '../format/clockTime'
import { dateName } from '../format/dayName'

export type PersonRecords = AdminAnswers['exportPerson']['records']

export interface FoundView {
  title: string
  rows: { name: string; text: string }[]
}

/** Collections in the order in which they are gone through, in the owner's words. */
const places: [collection: string, name: string][] = [
  ['batches', '手机刚发来的'],
  ['minutes', '每分钟的统计'],
  ['hours', '每小时的统计'],
  ['days', '每天的统计'],
  ['orderHours', '订单的统计'],
  ['postedOrders', '别处发来的订单'],
  ['issues', '错误'],
  ['incidents', '告警'],
  ['notices', '发出的消息'],
  ['credits', '消息额度'],
  ['staff', '店里的人'],
  ['settings', '设置'],
]

/** @param openid as it was typed; null: it cannot be one */
export const openidOf = (text: string): string | null => (/^[\w-]{6,64}$/.test(text.trim()) ? text.trim() : null)

/** How far the way through has come. @param next of the part before; null at the beginning */
export function progressText(next: PersonCursor | null, doing: string): string {
  const at = next === null ? 0 : places.findIndex(([collection]) => collection === next.collection)
  const place = places[at]
  return place === undefined ? `${doing}…` : `${doing}${place[1]}，${at + 1} / ${places.length}`
}

/** What is stored of a person. */
export function foundView(records: PersonRecords): FoundView {
  const rows = places
    .map(([collection, name]) => ({ name, count: records.filter((one) => one.collection === collection).length }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => ({ name, text: `${count} 条` }))
  return { title: rows.length === 0 ? '没有他的数据' : `有 ${records.length} 条里有他`, rows }
}

/** @param againAfter epoch ms: reports that are not counted yet go by themselves; null: nothing is left */
export function erasedText(changed: number, againAfter: number | null, now: number, zone: string): string {
  const done = changed === 0 ? '没有要改的' : `${changed} 条改好了，再也认不出是他`
  if (againAfter === null) return done
  const when = againAfter <= now ? '过几分钟' : `${dateName(againAfter, zone)} ${clockTime(againAfter, zone)} 以后`
  return `${done}。还有刚发来、没算完的，${when}再来忘一次`
}
