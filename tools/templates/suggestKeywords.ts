import type { TemplateSetting } from '../../core/documents/settings'
import type { AccountTemplate } from './accountTemplate'

export type Keywords = TemplateSetting['keywords']
type Value = keyof Keywords

/** How the keywords of public templates are called that suit a value, and which kinds can hold it, best first. */
const suits: Record<Value, { names: RegExp; kinds: readonly string[] }> = {
  store: { names: /门店|店铺|商户|商家|店名|设备|系统|项目/, kinds: ['thing', 'name'] },
  title: { names: /异常|告警|报警|故障|事件|问题|主题|标题|类型/, kinds: ['thing', 'phrase'] },
  severity: { names: /级别|等级|程度|状态|紧急/, kinds: ['phrase', 'thing', 'character_string'] },
  sentence: { names: /说明|详情|内容|描述|备注|情况|原因|提示/, kinds: ['thing'] },
  time: { names: /时间|日期/, kinds: ['time', 'date', 'character_string', 'thing'] },
}
/** The most telling first: with few keywords the last go without. */
const order: readonly Value[] = ['time', 'title', 'sentence', 'store', 'severity']

/** Which keyword of a template takes which of our values; a value that fits nowhere goes without. */
export function suggestKeywords({ keywords }: Pick<AccountTemplate, 'keywords'>): Keywords {
  const left = new Map(Object.entries(keywords))
  const chosen: Keywords = {}
  const take = (value: Value, keyword: string | undefined) => {
    if (keyword === undefined) return
    chosen[value] = keyword
    left.delete(keyword)
  }
  for (const value of order)
    take(value, [...left].find(([keyword, name]) => holds(value, keyword) && suits[value].names.test(name))?.[0])
  for (const value of order) {
    if (chosen[value] === undefined && value !== 'time')
      take(
        value,
        [...left.keys()].find((keyword) => holds(value, keyword)),
      )
  }
  return chosen
}

export const kindOf = (keyword: string): string => keyword.replace(/\d+$/, '')

const holds = (value: Value, keyword: string): boolean => suits[value].kinds.includes(kindOf(keyword))
